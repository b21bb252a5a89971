// A sample of an event's data for its example sentence: each
// text is the name of what will stand there.
import type { z } from "zod";
import type { Show } from "../../src/domain/kernel/event-type.ts";
import { type SubjectKind, subjectKinds } from "../../src/domain/kernel/subject.ts";

export type JsonNode = z.core.JSONSchema.BaseSchema;

type Labels = Readonly<Record<string, string>>;

export function sampleOf(shape: JsonNode, labels: Labels): Record<string, unknown> {
  const fields = Object.entries(shape.properties ?? {});
  return Object.fromEntries(
    fields.map(([field, node]) => [
      field,
      sample(node as JsonNode, labels[field] ?? inWords(field)),
    ]),
  );
}

function sample(node: JsonNode, name: string): unknown {
  if (isQuantity(node)) return { value: "12.5", unitOfMeasure: "kg" };
  if (node.const !== undefined) return node.const;
  if (node.enum) return node.enum[0];
  const [first] = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  if (first) return sample(first as JsonNode, name);
  switch ([node.type].flat()[0]) {
    case "string":
      return `«${name}»`;
    case "integer":
    case "number":
      return node.minimum ?? 1;
    case "boolean":
      return true;
    case "array":
      return [sample((node.items ?? node.prefixItems?.[0] ?? {}) as JsonNode, name)];
    case "object":
      return sampleOf(node, {});
    default:
      return null;
  }
}

const kinds = Object.fromEntries(
  subjectKinds.map((kind) => [kind, () => `«${inWords(kind)}»`]),
) as Record<SubjectKind, () => string>;

export const show: Show = {
  ...kinds,
  quantity: (quantity) =>
    quantity ? `${quantity.value} ${quantity.unitOfMeasure}` : "an unknown quantity",
};

/** `materialLotId` is a material lot. */
export const inWords = (field: string): string =>
  field
    .replace(/Ids?$/, "")
    .replace(/[A-Z]+/g, (capital) => ` ${capital.toLowerCase()}`)
    .trim();

export function typeInWords(node: JsonNode): string {
  if (isQuantity(node)) return "quantity";
  if (node.const !== undefined) return `\`${String(node.const)}\``;
  if (node.enum) return node.enum.map((one) => `\`${String(one)}\``).join(", ");
  const among = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  if (among.length > 0) return among.map((one) => typeInWords(one as JsonNode)).join(" or ");
  if (node.$ref) return "any JSON";
  switch ([node.type].flat()[0]) {
    case "string":
      return node.format === "uuid" ? "uuid" : "text";
    case "integer":
      return "whole number";
    case "array":
      return node.items ? `list of ${typeInWords(node.items as JsonNode)}` : "list";
    case "object": {
      const members = Object.keys(node.properties ?? {});
      return members.length > 0 ? `{ ${members.join(", ")} }` : "object";
    }
    default:
      return String(node.type);
  }
}

const isQuantity = ({ properties }: JsonNode): boolean =>
  properties !== undefined && Object.keys(properties).join() === "value,unitOfMeasure";
