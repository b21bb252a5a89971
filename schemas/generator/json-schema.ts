// The published shape of each event, of each former one, and
// of the metadata: JSON Schema 2020-12, from the code.
import { z } from "zod";
import type { EventType } from "../../src/domain/kernel/event-type.ts";
import { Identifier } from "../../src/domain/kernel/identifier.ts";
import { Quantity } from "../../src/domain/kernel/quantity.ts";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

const draft = "https://json-schema.org/draft/2020-12/schema";

/** Shapes that stand in many events; they have one name in the contract, too. */
const named = z.registry<{ id: string }>().add(Quantity, { id: "Quantity" });
named.add(Identifier, { id: "Identifier" });

/** Every shape of a type, the oldest first; the last one is the one that is written now. */
export const shapesOf = (type: EventType): readonly z.ZodObject<z.ZodRawShape>[] => [
  ...(type.formerly ?? []).map(({ data }) => data),
  type.data,
];

export function published(name: string, version: number, schema: z.ZodType): JsonSchema {
  const { $schema: _, ...shape } = toJsonSchema(schema);
  return { $schema: draft, $id: `urn:batchproof:${name}:v${version}`, title: name, ...shape };
}

/** Annotations come along; a shape that describes itself in place keeps its own words. */
export function toJsonSchema(schema: z.ZodType): JsonSchema {
  const json = z.toJSONSchema(schema, {
    metadata: named,
    override: ({ zodSchema, jsonSchema }) => {
      const { id: _, ...annotations } = z.globalRegistry.get(zodSchema) ?? {};
      Object.assign(jsonSchema, annotations);
    },
  });
  return withJsonNamed(json);
}

/** zod numbers its recursive schemas; the only recursive one here is "any JSON". */
function withJsonNamed(schema: JsonSchema): JsonSchema {
  const { $defs = {} } = schema;
  const numbered = Object.keys($defs).filter((name) => name.startsWith("__schema"));
  if (numbered.length === 0) return schema;
  const text = numbered.reduce(
    (all, name) => all.replaceAll(`"#/$defs/${name}"`, '"#/$defs/Json"'),
    JSON.stringify(schema),
  );
  const renamed = JSON.parse(text) as JsonSchema;
  const definitions = Object.entries(renamed.$defs ?? {});
  const anyJson = definitions.filter(([name]) => numbered.includes(name)).map(([, one]) => one);
  if (new Set(anyJson.map((one) => JSON.stringify(one))).size > 1) {
    throw new Error("A recursive schema other than z.json() needs a name of its own.");
  }
  const others = definitions.filter(([name]) => !numbered.includes(name));
  return { ...renamed, $defs: Object.fromEntries([...others, ["Json", anyJson[0] ?? {}]]) };
}
