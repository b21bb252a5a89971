// What each GS1 Application Identifier admits: its parts, its flags, and its company
// (GS1 General Specifications, section 3; GS1 Digital Link URI Syntax, section 4).
// A row: `AI or range`, flags, parts, rules, `# title`.
//   flags  `*` length is predefined: no separator follows; `?` may be in a Digital Link query.
//   parts  `N6` digits, `X..20` character set 82, `Y` set 39, `Z` set 64; `[...]` may be left out;
//          `*4` so many times; `:check` as in `../content/check.ts`.
//   rules  `with=01+21,03` needs one of these groups; `not=02,31n` excludes these;
//          `key=22,10|235` begins a Digital Link path, with these qualifiers in this order.
import { type Check, isCheck } from "../content/check.ts";
import { industryRows } from "./industry.ts";
import { keyRows } from "./key.ts";
import { logisticsRows } from "./logistics.ts";
import { measureRows } from "./measure.ts";

export type CharacterSet = "N" | "X" | "Y" | "Z";

export interface Part {
  readonly characters: CharacterSet;
  readonly lengthMin: number;
  readonly lengthMax: number;
  readonly optional: boolean;
  readonly checks: readonly Check[];
}

export interface ApplicationIdentifier {
  readonly ai: string;
  readonly title: string;
  readonly parts: readonly Part[];
  /** No separator follows it in an element string. */
  readonly predefinedLength: boolean;
  /** A Digital Link may carry it in its query. */
  readonly attribute: boolean;
  /** Groups of which one must be there; `n` stands for any digit. */
  readonly companions: readonly (readonly string[])[];
  readonly excludes: readonly string[];
  /** Sequences of qualifiers that may follow it in a Digital Link; undefined: it is no key. */
  readonly qualifiers: readonly (readonly string[])[] | undefined;
}

/** By AI; no AI is the beginning of another. */
export const applicationIdentifiers: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  [keyRows, measureRows, logisticsRows, industryRows]
    .flatMap((rows) => rows.trim().split("\n"))
    .flatMap(fromRow)
    .map((one) => [one.ai, one]),
);

/** The AI that the text begins with. */
export function leadingIdentifier(text: string, at: number): ApplicationIdentifier | undefined {
  for (const length of [2, 3, 4]) {
    const found = applicationIdentifiers.get(text.slice(at, at + length));
    if (found) return found;
  }
  return undefined;
}

export const lengthOf = ({ parts }: ApplicationIdentifier): { min: number; max: number } => ({
  min: parts.reduce((sum, { optional, lengthMin }) => sum + (optional ? 0 : lengthMin), 0),
  max: parts.reduce((sum, { lengthMax }) => sum + lengthMax, 0),
});

/** `31nn` fits 3103. */
export const fitsPattern = (ai: string, pattern: string): boolean =>
  ai.length === pattern.length &&
  Array.from(pattern).every((sign, n) => sign === "n" || sign === ai[n]);

function fromRow(row: string): readonly ApplicationIdentifier[] {
  const [columns = "", title = ""] = row.split(" # ");
  const [ais = "", flags = "", ...words] = columns.split(" ");
  const rule = (name: string) =>
    words.find((word) => word === name || word.startsWith(`${name}=`))?.slice(name.length + 1);
  const key = rule("key");
  const described = {
    title,
    parts: words.filter((word) => /^\[?[NXYZ](?:\d|\.\.)/.test(word)).flatMap(partsOf),
    predefinedLength: flags.includes("*"),
    attribute: flags.includes("?"),
    companions: listOf(rule("with"), ",").map((group) => group.split("+")),
    excludes: listOf(rule("not"), ","),
    qualifiers: key === undefined ? undefined : listOf(key, "|").map((one) => one.split(",")),
  };
  return spread(ais).map((ai) => ({ ai, ...described }));
}

function listOf(text: string | undefined, separator: string): readonly string[] {
  return text ? text.split(separator) : [];
}

/** `3100-3105` is six of them. */
function spread(ais: string): readonly string[] {
  const [from = "", to = from] = ais.split("-");
  const count = Number(to) - Number(from) + 1;
  return Array.from({ length: count }, (_, n) =>
    String(Number(from) + n).padStart(from.length, "0"),
  );
}

function partsOf(word: string): readonly Part[] {
  const match = /^(\[?)([NXYZ])(\.\.)?(\d+)((?::\w+)*)\]?(?:\*(\d))?$/.exec(word);
  const [, bracket, set, range, digits, checks = "", times = "1"] = match ?? [];
  if (set !== "N" && set !== "X" && set !== "Y" && set !== "Z") throw new Error(`Row part ${word}`);
  const part: Part = {
    characters: set,
    lengthMin: range ? 1 : Number(digits),
    lengthMax: Number(digits),
    optional: bracket === "[",
    checks: checks.split(":").filter(Boolean).map(checkNamed),
  };
  return Array.from({ length: Number(times) }, () => part);
}

function checkNamed(name: string): Check {
  if (isCheck(name)) return name;
  throw new Error(`A row of Application Identifiers names no check ${name}.`);
}
