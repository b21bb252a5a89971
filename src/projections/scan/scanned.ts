// A scanned text: what its elements say, and what of ours it names.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import { type Gs1Fault, isGs1Fault } from "../../domain/kernel/gs1/fault.ts";
import type { Incomplete } from "../../domain/kernel/gs1/pairing.ts";
import { identifiersOf, type Said, said } from "../../domain/kernel/gs1/reading.ts";
import { parseScan } from "../../domain/kernel/gs1/scan.ts";
import { type Named, named } from "./named.ts";

export interface Scanned {
  readonly asOf: number;
  readonly form: string;
  readonly elements: readonly Said[];
  /** Elements that belong to something that another label must name. */
  readonly incomplete: readonly Incomplete[];
  readonly names: readonly Named[];
}

/** Company internal elements carry ids of our own. */
const internal = /^9\d$/;

/** `today`: YYYY-MM-DD. */
export async function scanned(
  kysely: Kysely<DB>,
  text: string,
  today: string,
): Promise<Scanned | Gs1Fault> {
  const scan = parseScan(text);
  if (isGs1Fault(scan)) return scan;
  if (scan.form === "plain") {
    const { asOf, answer } = await named(kysely, { identifiers: [], texts: [scan.text] });
    return { asOf, form: scan.form, elements: [], incomplete: [], names: answer };
  }
  const { form, elements, incomplete } = scan;
  const texts = elements.filter(({ ai }) => internal.test(ai)).map(({ value }) => value);
  const { asOf, answer } = await named(kysely, { identifiers: identifiersOf(elements), texts });
  return { asOf, form, elements: said(elements, today), incomplete, names: answer };
}
