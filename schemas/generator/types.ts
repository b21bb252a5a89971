// events.d.ts: the types of all events for consumers in TypeScript, from the published schemas.
import { compile } from "json-schema-to-typescript";
import { z } from "zod";
import type { EventType } from "../../src/domain/kernel/event-type.ts";
import { type JsonSchema, shapesOf, toJsonSchema } from "./json-schema.ts";

const bannerComment = `/**
 * The events of Batchproof: \`Event\` is what is written now, \`StoredEvent\` also
 * what was written in former shapes, which carry their version in their name.
 * Made by "npm run schemas" from the catalogue of event types. Changes made here are lost.
 */`;

export async function eventTypesText(types: readonly EventType[]): Promise<string> {
  const shapes = types.flatMap((type) =>
    shapesOf(type).map((data, index) => {
      const former = index + 1 < type.version;
      const typeName = former ? `${type.name}V${index + 1}` : type.name;
      const schema: z.ZodType = z.strictObject({ type: z.literal(type.name), data });
      return { typeName, former, schema };
    }),
  );
  // One call over all of them, so that what they share is one definition.
  const all = toJsonSchema(z.tuple(shapes.map(({ schema }) => schema) as [z.ZodType]));
  const definitions = shapes.map(({ typeName }, index) => [typeName, all.prefixItems?.[index]]);
  const names = (former: boolean) =>
    shapes.filter((shape) => shape.former === former).map(({ typeName }) => refTo(typeName));
  const union: JsonSchema = {
    oneOf: [refTo("Event"), ...names(true)],
    $defs: { ...all.$defs, Event: { oneOf: names(false) }, ...Object.fromEntries(definitions) },
  };
  // json-schema-to-typescript speaks draft 4 in its types and 2020-12 in what it reads.
  return compile(union as Parameters<typeof compile>[0], "StoredEvent", {
    bannerComment,
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    style: { printWidth: 100 },
  });
}

const refTo = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
