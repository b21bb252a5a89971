// The description of the interface holds: it is valid OpenAPI 3.1, whole, and names each operation
// once.
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exposed } from "../../src/api/command/exposed.ts";
import { type ServiceForTest, startService } from "./service-for-test.ts";

let service: ServiceForTest;
// biome-ignore lint/suspicious/noExplicitAny: the document is looked at by the tests.
let document: any;
beforeAll(async () => {
  service = await startService();
  document = (await service.get("/openapi.json")).body;
});
afterAll(() => service[Symbol.asyncDispose]());

test("it is valid OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  expect(document.openapi).toMatch(/^3\.1\./);
});

test("every shape that is referred to is there, and no other", () => {
  const text = JSON.stringify(document);
  const used = new Set(
    [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name),
  );
  expect([...used].sort()).toEqual(Object.keys(document.components.schemas).sort());
});

test("each operation has a name of its own, a summary, and the answer of a problem", () => {
  const operations = Object.values<Record<string, Operation>>(document.paths).flatMap((path) =>
    Object.values(path),
  );
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { operationId, summary, responses } of operations) {
    expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
    expect(summary).not.toBe("");
    expect(responses).toHaveProperty("default.content.application/problem+json");
  }
});

test("every command that is offered is described, and no half of one", () => {
  const names = exposed.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["ChargeMaterial", "StartBatch", "GrantRole"]));
  for (const half of ["DrawMaterial", "ConsumeMaterial", "ReserveIdentifier", "StartImport"]) {
    expect(names).not.toContain(half);
  }
  const described = Object.values<Record<string, Operation>>(document.paths).flatMap(({ post }) =>
    post ? [post.operationId] : [],
  );
  const expected = names.map((name) => name.charAt(0).toLowerCase() + name.slice(1));
  expect(described).toEqual(expect.arrayContaining(expected));
  expect(new Set(expected).size).toBe(names.length);
});

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: object;
}
