// From what a person typed to a batch: its id, or its number, which is unique at a site for a product only.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../database/schema.ts";
import { answered } from "../as-of.ts";
import type { BatchLine } from "./lots.ts";
import { nearest } from "./nearest.ts";

export type BatchCalled =
  | { readonly found: "one"; readonly batch: BatchLine }
  | { readonly found: "several"; readonly batches: readonly BatchLine[] }
  | { readonly found: "none"; readonly nearest: readonly string[] };

export async function batchCalled(kysely: Kysely<DB>, written: string): Promise<BatchCalled> {
  const text = written.replace(/^batch:/, "");
  const { answer } = await answered(kysely, "genealogy", async (at): Promise<BatchCalled> => {
    const { rows } = await sql<BatchLine>`
      select batch_id as "batchId", batch_number as "batchNumber", product_name as product
      from genealogy.genealogy_batch where batch_id = ${text} or batch_number = ${text}
      order by batch_id = ${text} desc, batch_id`.execute(at);
    const [first] = rows;
    if (!first) return { found: "none", nearest: await nearest(at, `batch:${text}`) };
    if (first.batchId === text || rows.length === 1) return { found: "one", batch: first };
    return { found: "several", batches: rows };
  });
  return answer;
}
