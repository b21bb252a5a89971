// The check that guards the published contract is itself
// checked: on each way to say what JSON Schema cannot.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { DateOnly, Instant } from "../../src/domain/kernel/instant.ts";
import { Quantity } from "../../src/domain/kernel/quantity.ts";
import { schemaLosses } from "./schema-loss.ts";

const kept: readonly (readonly [string, z.ZodType])[] = [
  ["times and dates", z.strictObject({ at: Instant, on: DateOnly })],
  ["quantities", z.strictObject({ quantity: Quantity.exactOptional() })],
  ["lists with limits", z.strictObject({ rows: z.array(z.int().min(0)).min(1).max(9) })],
  ["choices", z.strictObject({ one: z.enum(["a", "b"]).or(z.literal("c")).nullable() })],
  ["any JSON", z.strictObject({ values: z.record(z.string(), z.json()) })],
];
test.each(kept)("%s are published whole", (_, schema) => {
  expect(schemaLosses(schema)).toEqual([]);
});

const lost: readonly (readonly [string, z.ZodType])[] = [
  [": custom", z.strictObject({ a: z.string() }).refine(() => true)],
  ["/a: custom", z.strictObject({ a: z.string().refine(() => true) })],
  ["/a: custom", z.strictObject({ a: z.string().superRefine(() => {}) })],
  ["/a/*: custom", z.strictObject({ a: z.array(z.string().refine(() => true)) })],
  ["/a|1: custom", z.strictObject({ a: z.string().or(z.int().refine(() => true)) })],
  [
    "/a/*: custom",
    z.strictObject({
      a: z.record(
        z.string(),
        z.int().refine(() => true),
      ),
    }),
  ],
  ["/a: pipe", z.strictObject({ a: z.string().transform((text) => text) })],
  ["/a: pipe", z.strictObject({ a: z.preprocess((value) => value, z.string()) })],
  ["/a: overwrite", z.strictObject({ a: z.string().trim() })],
  ["/a: default", z.strictObject({ a: z.string().default("") })],
  ["/a: catch", z.strictObject({ a: z.string().catch("") })],
  ["/a: coerce", z.strictObject({ a: z.coerce.number() })],
  ["/a: optional", z.strictObject({ a: z.string().optional() })],
  ["/a: date", z.strictObject({ a: z.date() })],
  ["/a: bigint", z.strictObject({ a: z.bigint() })],
  ["/a: unknown", z.strictObject({ a: z.unknown() })],
  ["/a: format url", z.strictObject({ a: z.url() })],
  ["/a: flags of a pattern", z.strictObject({ a: z.string().regex(/a/i) })],
  ["/a: not strict", z.strictObject({ a: z.object({}) })],
];
describe.each(lost)("%s", (loss, schema) => {
  test("is found", () => {
    expect(schemaLosses(schema)).toEqual([loss]);
  });
});
