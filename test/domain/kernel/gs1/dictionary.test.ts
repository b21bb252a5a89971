// Our table of Application Identifiers against the published GS1 Barcode Syntax Dictionary: every
// AI, its parts, its flags, its company.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  applicationIdentifiers,
  leadingIdentifier,
} from "../../../../src/domain/kernel/gs1/table/application-identifier.ts";
import { sharedData, testOnData } from "../../../shared-data.ts";

const path = "gs1-syntax-dictionary/gs1-syntax-dictionary.txt";

/** Their names of checks, and ours where they differ. */
const ours: Readonly<Record<string, string>> = {
  csum: "digit",
  csumalpha: "pair",
  gcppos1: "prefix",
  gcppos2: "prefix2",
  yymmd0: "date0",
  yymmdd: "date",
  yyyymmdd: "longDate",
  iso3166: "country",
  iso3166999: "country999",
  iso3166alpha2: "country2",
  iso4217: "currency",
  pcenc: "percent",
  pieceoftotal: "piece",
  posinseqslash: "birth",
  importeridx: "importer",
  packagetype: "package",
  mediatype: "media",
  iso5218: "sex",
  nozeroprefix: "noZeroFirst",
  hasnondigit: "aLetter",
  yesno: "yesNo",
  couponcode: "coupon",
  couponposoffer: "posOffer",
};

testOnData(path, "the table says what the GS1 dictionary says", () => {
  const theirs = readFileSync(sharedData(path), "utf8").split("\n").flatMap(fromLine);
  expect(theirs.length).toBeGreaterThan(500);
  expect(applicationIdentifiers).toEqual(new Map(theirs.map((one) => [one.ai, one])));
});

test("no AI is the beginning of another", () => {
  for (const ai of applicationIdentifiers.keys()) {
    expect(leadingIdentifier(`${ai}0000`, 0)?.ai).toBe(ai);
  }
});

function fromLine(line: string): { readonly ai: string }[] {
  if (line.startsWith("#") || line.trim() === "") return [];
  const [columns = "", title = ""] = line.split(/\s#\s+/);
  const [ais = "", ...words] = columns.trim().split(/\s+/);
  const flags = /^[*?]+$/.test(words[0] ?? "") ? (words[0] ?? "") : "";
  const attribute = (name: string) => {
    const found = words.find((word) => word === name || word.startsWith(`${name}=`));
    return found?.split("=")[1] ?? (found === undefined ? undefined : "");
  };
  const key = attribute("dlpkey");
  const described = {
    title: title.trim(),
    parts: words.filter((word) => /^\[?[NXYZ](?:\d|\.)/.test(word)).map(partOf),
    predefinedLength: flags.includes("*"),
    attribute: flags.includes("?"),
    companions: list(attribute("req"), ",").map((group) => group.split("+")),
    excludes: list(attribute("ex"), ","),
    qualifiers: key === undefined ? undefined : list(key, "|").map((one) => one.split(",")),
  };
  const [from = "", to = from] = ais.split("-");
  const each: { readonly ai: string }[] = [];
  for (let ai = Number(from); ai <= Number(to); ai += 1) {
    each.push({ ai: String(ai).padStart(from.length, "0"), ...described });
  }
  return each;
}

const list = (text: string | undefined, separator: string) => (text ? text.split(separator) : []);

function partOf(word: string): object {
  const [format = "", ...checks] = word.replace("[", "").replace("]", "").split(",");
  const length = Number(format.replace(/\D/g, ""));
  return {
    characters: format[0],
    lengthMin: format.includes("..") ? 1 : length,
    lengthMax: length,
    optional: word.startsWith("["),
    checks: checks.map((check) => ours[check] ?? check),
  };
}
