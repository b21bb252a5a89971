// What a letter to a consignee says: paragraphs with fields that the recall fills in (21 CFR 7.49).
import { z } from "zod";
import { Name, Text } from "../../kernel/shape/reference.ts";

/** `{name}` in a template, and what stands there. */
export const letterFields = {
  number: "number of the recall",
  type: "recall, withdrawal or correction",
  product: "names of the materials",
  lots: "the lots, as people write them",
  reason: "what is wrong, or may be",
  hazard: "class and health hazard evaluation",
  depth: "down to whom it goes",
  consignee: "number of the consignee in the recall's list",
  replyBy: "the day by which to answer",
  goods: "alone in its paragraph: a table of what was shipped to this consignee",
} as const;
export type LetterField = keyof typeof letterFields;

/** Without them a letter could not be answered, or would not say what is wrong (21 CFR 7.49(c)). */
export const neededFields: readonly LetterField[] = [
  "number",
  "goods",
  "consignee",
  "replyBy",
  "reason",
  "hazard",
];

/** Known of every recall at any time: what names no others is never left out. */
const alwaysKnown: readonly string[] = [
  "number",
  "type",
  "reason",
  "consignee",
  "replyBy",
  "goods",
];

export const Template = z.strictObject({
  title: Name.describe("Of the letter; fields in braces are filled in."),
  paragraphs: z
    .array(Text)
    .min(1)
    .max(40)
    .describe("In their order; {goods} alone in one of them."),
  replyWithin_days: z.int().min(1).max(365),
});
export type Template = z.output<typeof Template>;

const isField = (name: string): name is LetterField => Object.hasOwn(letterFields, name);
const braced = /\{([A-Za-z]+)\}/g;

/** The names in braces. */
const fieldsIn = (text: string): string[] =>
  [...text.matchAll(braced)].map(([, name = ""]) => name);

/** Needed ones that no paragraph is sure to say: nowhere, or beside one not known yet. */
export const missingFields = ({ paragraphs }: Pick<Template, "paragraphs">): string[] =>
  neededFields.filter((needed) =>
    paragraphs.map(fieldsIn).every((names) => !isSure(names, needed)),
  );
const isSure = (names: readonly string[], needed: string): boolean =>
  names.includes(needed) && names.every((name) => name === needed || alwaysKnown.includes(name));

/** A title is printed in any case, and what is not known yet would stand there in braces. */
export const uncertainInTitle = ({ title }: Pick<Template, "title">): string[] =>
  fieldsIn(title).filter((name) => name === "goods" || !alwaysKnown.includes(name));

/** Whatever stands in braces and is no field; a brace that has no other would be printed too. */
export const unknownFields = (template: Pick<Template, "title" | "paragraphs">): string[] => [
  ...new Set(
    [template.title, ...template.paragraphs]
      .map((text) => text.replace(braced, (as, name) => (isField(name) ? "" : as)))
      .flatMap((text) => text.match(anyBrace) ?? [])
      .map((found) => /^\{(.+)\}$/s.exec(found)?.[1] ?? found),
  ),
];
const anyBrace = /\{[^{}]*\}|[{}]/g;

/** Fields that are not known yet are absent. */
export type FieldValues = { readonly [Field in Exclude<LetterField, "goods">]?: string };

/** The title, and each paragraph in which every field is known, before and after the goods. */
export function filledIn({ title, paragraphs }: Template, values: FieldValues) {
  const known: ReadonlyMap<string, string> = new Map(Object.entries(values));
  const filled = (text: string) => text.replace(braced, (as, name) => known.get(name) ?? as);
  const isWhole = (text: string) => fieldsIn(text).every(isKnown);
  const isKnown = (name: string) => known.has(name);
  const goodsAt = paragraphs.findIndex(isGoods);
  const of = (some: readonly string[]) => some.filter(isWhole).map(filled);
  return {
    title: filled(title),
    before: of(paragraphs.slice(0, goodsAt)),
    after: of(paragraphs.slice(goodsAt + 1)),
  };
}

export const isGoods = (paragraph: string): boolean => paragraph.trim() === "{goods}";
