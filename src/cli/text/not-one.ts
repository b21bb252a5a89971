// An identifier that fits nothing, or more than one thing: the list for the person, never a pick.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import { batchList, type ListedBatch } from "../../projections/batch-record/query/batch-list.ts";
import { nearest } from "../../projections/genealogy/nearest.ts";
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
    ({ lotId, lot, issuer, material }) =>
      `  lot:${lotId}  ${lot}, ${material}, called so by ${issuer}`,
  );
  const said = `${identifier} fits ${candidates.length} lots. Ask for one of them:`;
  const message = `${said}\n${lines.join("\n")}\n`;
  return new CliFault("IDENTIFIER_AMBIGUOUS", message, { identifier, candidates });
}

/**
 * A batch by its id, or by its number where that is of one. Throws BATCH_UNKNOWN, BATCH_AMBIGUOUS.
 */
export async function oneBatch(kysely: Kysely<DB>, written: string): Promise<ListedBatch> {
  const called = written.replace(/^batch:/, "");
  const { batches } = await batchList(kysely, { called });
  const [only] = batches;
  const exact = batches.find(({ batchId }) => batchId === called);
  if (exact) return exact;
  if (only && batches.length === 1) return only;
  if (only) {
    const lines = batches.map(({ batchId, product }) => `  ${batchId}  ${product}`).join("\n");
    const said = `${called} is the number of ${batches.length} batches. Ask for one by id:`;
    throw new CliFault("BATCH_AMBIGUOUS", `${said}\n${lines}\n`, { candidates: batches });
  }
  const near = await nearest(kysely, `batch:${called}`);
  const ids = near.flatMap((one) => (one.startsWith("batch:") ? [one.slice("batch:".length)] : []));
  const hint = ids.length > 0 ? ` Did you mean ${ids.join(", ")}?` : "";
  const message = `No batch has the id or the number ${called}.${hint}`;
  throw new CliFault("BATCH_UNKNOWN", message, { nearest: ids });
}
