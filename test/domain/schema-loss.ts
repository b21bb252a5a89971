// What a zod schema checks and JSON Schema cannot say: rules
// that toJSONSchema drops without a word.
import { z } from "zod";

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes["_zod"]["def"];

/** Formats that are published as a pattern, or as a format that every validator knows. */
const publishedFormats = ["date", "datetime", "uuid", "regex", "starts_with", "safeint"];

/** Each place in the schema where the published form would say less, as `path: what`. */
export function schemaLosses(schema: Schema, path = "", seen = new Set<Schema>()): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const into = (inner: Schema, step: string) => schemaLosses(inner, `${path}${step}`, seen);
  // `.optional()` admits undefined as a value, which JSON has not; `.exactOptional()` does not.
  const optional = def.type === "optional" && !(schema instanceof z.ZodExactOptional);
  const lost = [...(optional ? ["optional"] : []), ...lostOf(def), ...lostChecks(def)];
  return [...lost.map((what) => `${path}: ${what}`), ...inside(def, into)];
}

/** What the schema itself says that is not published. */
function lostOf(def: Definition): string[] {
  switch (def.type) {
    case "string":
    case "number":
      return [...(def.coerce ? ["coerce"] : []), ...lostFormat(def)];
    case "object":
      return def.catchall?._zod.def.type === "never" ? [] : ["not strict"];
    case "array":
    case "boolean":
    case "enum":
    case "lazy":
    case "literal":
    case "null":
    case "nullable":
    case "optional":
    case "record":
    case "tuple":
    case "union":
      return [];
    default:
      return [def.type];
  }
}

function lostChecks(def: Definition): string[] {
  return (def.checks ?? []).flatMap(({ _zod }) => {
    const { check } = _zod.def;
    return check === "custom" || check === "overwrite" ? [check] : lostFormat(_zod.def);
  });
}

function lostFormat(checked: object): string[] {
  const def: { readonly format?: string; readonly pattern?: RegExp } = checked;
  const unknown = def.format !== undefined && !publishedFormats.includes(def.format);
  // Only the source of a pattern is published.
  const flags = def.pattern && /[ims]/.test(def.pattern.flags);
  return [...(unknown ? [`format ${def.format}`] : []), ...(flags ? ["flags of a pattern"] : [])];
}

function inside(def: Definition, into: (inner: Schema, step: string) => string[]): string[] {
  switch (def.type) {
    case "object":
      return Object.entries(def.shape).flatMap(([field, one]) => into(one, `/${field}`));
    case "array":
      return into(def.element, "/*");
    case "record":
      return [...into(def.keyType, "/key"), ...into(def.valueType, "/*")];
    case "tuple":
      return def.items.flatMap((one, index) => into(one, `/${index}`));
    case "union":
      return def.options.flatMap((one, index) => into(one, `|${index}`));
    case "nullable":
    case "optional":
      return into(def.innerType, "");
    case "lazy":
      return into(def.getter(), "");
    default:
      return [];
  }
}
