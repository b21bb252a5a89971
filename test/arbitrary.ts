// Values for property tests: the kernel's own kinds, and whatever a zod schema admits.
import fc, { type Arbitrary } from "fast-check";
import { z } from "zod";
import type { AnyEvent, EventType } from "../src/domain/kernel/event-type.ts";
import type { Identifier } from "../src/domain/kernel/identifier.ts";
import type { Quantity } from "../src/domain/kernel/quantity.ts";

/** Every unit that has an exact ratio, by dimension. */
export const unitsOfDimension = {
  mass: ["t", "kg", "g", "mg", "ug"],
  volume: ["m3", "L", "mL"],
  length: ["m", "cm", "mm", "um"],
  time: ["h", "min", "s"],
  pressure: ["kPa", "Pa", "bar", "mbar"],
  force: ["kN", "N"],
  ratio: ["%", "1"],
  tablets: ["{tablet}", "10*3.{tablet}", "10*6.{tablet}"],
} as const;
const dimension = fc.constantFrom(...Object.values(unitsOfDimension));

/** Text that may be stored: well-formed Unicode without U+0000, of any script. */
export const text = (limits: { minLength?: number; maxLength?: number } = {}) =>
  fc
    .string({ unit: "binary", minLength: limits.minLength ?? 0, maxLength: limits.maxLength ?? 24 })
    .map((value) => value.replaceAll("\0", "-"))
    // The schema's limits count UTF-16 units, fast-check's count code points.
    .filter((value) => value.length <= (limits.maxLength ?? Number.POSITIVE_INFINITY));

/** Text that no store keeps faithfully: U+0000 or half of a surrogate pair, anywhere in it. */
export const malformedText = fc
  .tuple(text(), fc.constantFrom("\0", "\ud800", "\udbff", "\udc00", "\udfff"), text())
  .map(([before, broken, after]) => `${before}${broken}${after}`);

export const instant = fc
  .date({
    min: new Date("1970-01-01T00:00:00Z"),
    max: new Date("2099-12-31T23:59:59Z"),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());
export const offsetInstant = fc
  .tuple(instant, fc.constantFrom("Z", "+00:00", "+01:00", "-05:30", "+14:00"))
  .map(([utc, offset]) => `${utc.slice(0, -1)}${offset}`);
export const localTime = fc
  .tuple(instant, fc.constantFrom(16, 19))
  .map(([utc, length]) => utc.slice(0, length));
export const dateOnly = instant.map((utc) => utc.slice(0, 10));
export const businessTime = fc.oneof(offsetInstant, localTime);

/**
 * A decimal number as it is stored: as many digits as the
 * schema allows, and the awkward ones often.
 */
export const decimal = fc.oneof(
  fc.constantFrom("0", "-0", "0.000000000001", "999999999999999999.999999999999", "0.1", "-0.10"),
  fc.stringMatching(/^-?(?:0|[1-9]\d{0,5})(?:\.\d{1,4})?$/),
  fc.stringMatching(/^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,12})?$/),
);
export const quantity: Arbitrary<Quantity> = fc
  .tuple(decimal, dimension)
  .chain(([value, units]) =>
    fc.constantFrom(...units).map((unitOfMeasure) => ({ value, unitOfMeasure })),
  );
/** Two or more quantities of one dimension, in any of its units. */
export const sameDimension = (count: number): Arbitrary<readonly Quantity[]> =>
  dimension.chain((units) =>
    fc.array(fc.record({ value: decimal, unitOfMeasure: fc.constantFrom(...units) }), {
      minLength: count,
      maxLength: count,
    }),
  );

export const identifier: Arbitrary<Identifier> = fc.record({
  scheme: text({ minLength: 1, maxLength: 60 }),
  issuer: text({ minLength: 1, maxLength: 120 }),
  value: text({ minLength: 1, maxLength: 120 }),
});

/**
 * Anything that the schema admits, made from its published JSON Schema: where the
 * published form says less than the schema checks, parsing what comes out fails.
 */
export function fromSchema<Schema extends z.ZodType>(schema: Schema): Arbitrary<z.output<Schema>> {
  const published = z.toJSONSchema(schema) as Node;
  return fromNode(published, published.$defs ?? {}) as Arbitrary<z.output<Schema>>;
}

/**
 * One value that the schema takes, the same at each call; with some members of the caller's, where
 * the published schema says less than the schema checks.
 */
export function sampleOf<Schema extends z.ZodType>(
  schema: Schema,
  name: string,
  more: object = {},
): z.output<Schema> {
  const any = fromSchema(schema);
  for (let seed = 1; seed <= 100; seed += 1) {
    const [one] = fc.sample(any, { numRuns: 1, seed });
    const sample = { ...(one as object), ...more };
    if (schema.safeParse(sample).success) return sample as z.output<Schema>;
  }
  throw new Error(`No value that ${name} takes is known.`);
}

/** An event of this type as a decision would yield it, with `before` where it changes fields. */
export function eventOf(type: EventType): Arbitrary<AnyEvent> {
  const event = { type: fc.constant(type.name), data: fromSchema(type.data) };
  if (type.changes.length === 0) return fc.record(event);
  const before = Object.fromEntries(type.changes.map((field) => [field, fc.constant(null)]));
  return fc.record({ ...event, before: fc.record(before) });
}

type Node = z.core.JSONSchema.JSONSchema & { readonly format?: string };
type Definitions = Readonly<Record<string, z.core.JSONSchema._JSONSchema>>;

function fromNode(node: Node, defs: Definitions): Arbitrary<unknown> {
  if (node.$ref !== undefined) return referred(node.$ref, defs);
  if (node.const !== undefined) return fc.constant(node.const);
  if (node.enum) return fc.constantFrom(...node.enum);
  const among = node.anyOf ?? node.oneOf;
  if (among) {
    const branches = among.map((one) => fromNode(one as Node, defs));
    return fc.oneof({ maxDepth: 2, depthIdentifier: "schema" }, ...branches);
  }
  const types: readonly string[] = [node.type ?? []].flat();
  return fc.oneof(...types.map((type) => ofType(type, node, defs)));
}

function referred(ref: string, defs: Definitions): Arbitrary<unknown> {
  const target = defs[ref.replace("#/$defs/", "")];
  if (typeof target !== "object") throw new Error(`${ref} is not defined in the published schema.`);
  // Recursive: the definition is only looked into when a value of it is drawn.
  return fc.constant(target as Node).chain((found) => fromNode(found, defs));
}

function ofType(type: string, node: Node, defs: Definitions): Arbitrary<unknown> {
  switch (type) {
    case "string":
      return stringOf(node);
    case "integer":
      return fc.integer({ min: node.minimum ?? -1e9, max: Math.min(node.maximum ?? 1e9, 1e9) });
    case "number":
      return fc
        .double({ min: node.minimum ?? -1e9, max: node.maximum ?? 1e9, noNaN: true })
        .map((value) => (Object.is(value, -0) ? 0 : value));
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return arrayOf(node, defs);
    case "object":
      return node.properties ? objectOf(node, defs) : dictionaryOf(node, defs);
    default:
      throw new Error(`No value is known for ${JSON.stringify(node)}.`);
  }
}

function stringOf(node: Node): Arbitrary<string> {
  if (node.format === "uuid") return fc.uuid();
  const patterns = [node, ...((node.allOf ?? []) as readonly Node[])]
    .flatMap(({ pattern }) => pattern ?? [])
    .map((pattern) => new RegExp(pattern));
  const [first] = patterns;
  if (!first) return text(node);
  const matches = (value: string) => patterns.every((pattern) => pattern.test(value));
  // A pattern for times is mostly digits that name no time: made from real ones instead.
  const times = [offsetInstant, localTime, dateOnly].filter((kind) =>
    fc.sample(kind, { numRuns: 1, seed: 1 }).every(matches),
  );
  const strings = times.length > 0 ? fc.oneof(...times) : fc.stringMatching(first);
  return strings
    .filter(matches)
    .filter(
      (value) =>
        value.isWellFormed() && !value.includes("\0") && value.length <= (node.maxLength ?? 1e6),
    );
}

function arrayOf(node: Node, defs: Definitions): Arbitrary<unknown> {
  if (node.prefixItems) {
    return fc.tuple(...node.prefixItems.map((one) => fromNode(one as Node, defs)));
  }
  return fc.array(fromNode(node.items as Node, defs), {
    minLength: node.minItems ?? 0,
    maxLength: Math.max(node.minItems ?? 0, Math.min(node.maxItems ?? 4, 4)),
  });
}

function objectOf(node: Node, defs: Definitions): Arbitrary<unknown> {
  const fields = Object.entries(node.properties ?? {});
  const values = fields.map(([field, one]) => [field, fromNode(one as Node, defs)] as const);
  return fc.record(Object.fromEntries(values), {
    requiredKeys: node.required ?? [],
    noNullPrototype: true,
  });
}

function dictionaryOf(node: Node, defs: Definitions): Arbitrary<unknown> {
  const names = (node.propertyNames ?? { type: "string" }) as Node;
  // `__proto__` is no ordinary key of an object in JavaScript; zod leaves it out.
  const keys = fromNode(names, defs).filter((key) => key !== "__proto__") as Arbitrary<string>;
  return fc.dictionary(keys, fromNode(node.additionalProperties as Node, defs), {
    minKeys: node.minProperties ?? 0,
    maxKeys: Math.min(node.maxProperties ?? 4, 4),
    noNullPrototype: true,
  });
}
