// An identifier that fits nothing, or more than one thing: the list for the person, never a pick.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import { batchCalled } from "../../projections/genealogy/batch-called.ts";
import type { BatchLine } from "../../projections/genealogy/lots.ts";
import type { Candidate } from "../../projections/genealogy/seed.ts";
import { CliFault } from "../terminal/fault.ts";

export type NotOne =
  | { readonly found: "several"; readonly candidates: readonly Candidate[] }
  | { readonly found: "none"; readonly nearest: readonly string[] };

export function notOne(identifier: string, answer: NotOne): CliFault {
  if (answer.found === "none") {
    const { nearest } = answer;
    const hint = nearest.length > 0 ? ` Did you mean ${nearest.join(", ")}?` : "";
    const message = `Nothing is recorded under ${identifier}.${hint}`;
    return new CliFault("LOT_UNKNOWN", message, { identifier, nearest });
  }
  const { candidates } = answer;
  const lines = candidates.map(
    ({ lotId, issuer, material }) => `  lot:${lotId}  ${material}, named so by ${issuer}`,
  );
  const said = `${identifier} fits ${candidates.length} lots. Ask for one of them:`;
  const message = `${said}\n${lines.join("\n")}\n`;
  return new CliFault("IDENTIFIER_AMBIGUOUS", message, { identifier, candidates });
}

/** A batch by its id or its number. Throws BATCH_UNKNOWN, BATCH_AMBIGUOUS. */
export async function oneBatch(kysely: Kysely<DB>, written: string): Promise<BatchLine> {
  const called = await batchCalled(kysely, written);
  if (called.found === "one") return called.batch;
  if (called.found === "none") {
    const nearest = called.nearest.filter((one) => one.startsWith("batch:"));
    const hint = nearest.length > 0 ? ` Did you mean ${nearest.join(", ")}?` : "";
    const message = `No batch has the id or the number ${written}.${hint}`;
    throw new CliFault("BATCH_UNKNOWN", message, { nearest });
  }
  const { batches } = called;
  const lines = batches.map(({ batchId, product }) => `  ${batchId}  ${product}`).join("\n");
  const said = `${written} is the number of ${batches.length} batches. Ask for one by id:`;
  const message = `${said}\n${lines}\n`;
  throw new CliFault("BATCH_AMBIGUOUS", message, { candidates: batches });
}
