// An identifier that fits nothing, or more than one thing: the list for the person, never a pick.

import type { Kysely } from "kysely";
import type { About } from "../../api/access/route.ts";
import { namedBy } from "../../api/resource/trace.ts";
import type { DB } from "../../database/schema.ts";
import { batchList, type ListedBatch } from "../../projections/batch-record/query/batch-list.ts";
import { nearest } from "../../projections/genealogy/nearest.ts";
import type { Candidate } from "../../projections/genealogy/seed.ts";
import { CliFault } from "../terminal/fault.ts";

export type NotOne =
  | { readonly found: "several"; readonly candidates: readonly Candidate[] }
  | { readonly found: "none"; readonly nearest: readonly string[] };

/** Its message names others: it is told to whoever may see all of them (`withInstance`). */
export class NamingFault extends CliFault {
  readonly names: readonly About[];
  /** Without the names that are near to it, which may be of any part of the plant. */
  readonly alone: CliFault;

  constructor(
    code: string,
    message: string,
    names: readonly About[],
    { nearest, ...details }: Details & { readonly nearest?: readonly string[] },
  ) {
    const hint = nearest?.length ? ` Did you mean ${nearest.join(", ")}?` : "";
    super(code, `${message}${hint}`, { ...details, ...(nearest && { nearest }) });
    this.names = names;
    this.alone = new CliFault(code, message, details);
  }
}

type Details = CliFault["details"];

/** Nothing is known as that, which is told to nobody who may not see all there is of the kind. */
export const unknown = (code: string, message: string, kind: About["kind"]): NamingFault =>
  new NamingFault(code, message, [{ kind, id: "none" }], {});

export function notOne(identifier: string, answer: NotOne): NamingFault {
  if (answer.found === "none") {
    const { nearest } = answer;
    const message = `Nothing is recorded under ${identifier}.`;
    return new NamingFault("LOT_UNKNOWN", message, namedBy(answer), { identifier, nearest });
  }
  const { candidates } = answer;
  const lines = candidates.map((one) =>
    "lotId" in one
      ? `  lot:${one.lotId}  ${one.lot}, ${one.material}, called so by ${one.issuer}`
      : `  batch:${one.batchId}  ${one.batchNumber}, ${one.product}`,
  );
  const what = candidates.some((one) => "lotId" in one) ? "lots" : "batches";
  const said = `${identifier} fits ${candidates.length} ${what}. Ask for one of them:`;
  const message = `${said}\n${lines.join("\n")}\n`;
  const details = { identifier, candidates };
  return new NamingFault("IDENTIFIER_AMBIGUOUS", message, namedBy(answer), details);
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
    const names = batches.map(({ batchId: id }) => ({ kind: "batch", id }) as const);
    const details = { candidates: batches };
    throw new NamingFault("BATCH_AMBIGUOUS", `${said}\n${lines}\n`, names, details);
  }
  const near = await nearest(kysely, `batch:${called}`);
  const ids = near.flatMap((one) => (one.startsWith("batch:") ? [one.slice("batch:".length)] : []));
  const message = `No batch has the id or the number ${called}.`;
  const names = [{ kind: "batch", id: "none" }] as const;
  throw new NamingFault("BATCH_UNKNOWN", message, names, { nearest: ids });
}
