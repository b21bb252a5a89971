// Recalls and complaints by the numbers that people know them by, or by their ids; and goods as
// they are typed.
import { InvalidArgumentError } from "commander";
import { type ComplaintState, complaint } from "../../domain/complaint/complaint.ts";
import { type Recall, recall } from "../../domain/recall/recall.ts";
import { openedRecalls } from "../../projections/recall/opened.ts";
import { idsOf } from "../administration/directory.ts";
import type { Instance } from "../instance/instance.ts";
import { oneLot } from "../material/named.ts";
import { oneBatch, unknown } from "../text/not-one.ts";

export interface KnownRecall {
  readonly id: string;
  readonly state: Recall;
}

export async function everyRecall(instance: Instance): Promise<readonly KnownRecall[]> {
  const ids = await openedRecalls(instance.database.kysely);
  const found = await Promise.all(
    ids.map(async (id) => ({ id, state: (await instance.handler.load(recall, id)).state })),
  );
  return found.flatMap(({ id, state }) => (state.status === "unknown" ? [] : [{ id, state }]));
}

/** Throws RECALL_UNKNOWN. */
export async function oneRecall(instance: Instance, named: string): Promise<KnownRecall> {
  const all = await everyRecall(instance);
  const found = all.find(({ id, state }) => id === named || state.opened.number === named);
  if (found) return found;
  throw unknown("RECALL_UNKNOWN", `No recall is known as ${named}.`, "recall");
}

export type KnownComplaint = Exclude<ComplaintState, { status: "unknown" }> & {
  readonly id: string;
};

/** Throws COMPLAINT_UNKNOWN. */
export async function oneComplaint(instance: Instance, named: string): Promise<KnownComplaint> {
  for (const id of await idsOf(instance, "ComplaintRaised")) {
    const { state } = await instance.handler.load(complaint, id);
    const isIt = state.status !== "unknown" && (id === named || state.raised.number === named);
    if (isIt) return { ...state, id };
  }
  throw unknown("COMPLAINT_UNKNOWN", `No complaint is known as ${named}.`, "complaint");
}

export async function namedComplaint(instance: Instance, named: string) {
  const { id, raised } = await oneComplaint(instance, named);
  return { id, name: raised.number };
}

/** `starch:5=5 kg`, or `lot-id=5 kg`, several. */
export function goods(text: string, former: readonly Goods[] = []): readonly Goods[] {
  const [, lot, value, unitOfMeasure] = /^(.+)=(\d+(?:\.\d+)?) (\S+)$/.exec(text) ?? [];
  if (lot && value && unitOfMeasure)
    return [...former, { lot, quantity: { value, unitOfMeasure } }];
  throw new InvalidArgumentError('Write a lot, and how much: "starch:5=5 kg".');
}
export interface Goods {
  /** As it was typed. */
  readonly lot: string;
  readonly quantity: { readonly value: string; readonly unitOfMeasure: string };
}

/** With the ids of the lots, and what was typed. Throws LOT_UNKNOWN, IDENTIFIER_AMBIGUOUS. */
export async function linesOf(instance: Instance, of: readonly Goods[]) {
  const lines = await Promise.all(
    of.map(async ({ lot, quantity }) => ({
      materialLotId: await lotTyped(instance, lot),
      quantity,
    })),
  );
  const typed = of.map(({ lot }, n) => [lines[n]?.materialLotId ?? lot, lot] as const);
  return { lines, typed: new Map(typed) };
}

/** A lot by a number with its scheme, or by its id. Throws LOT_UNKNOWN, IDENTIFIER_AMBIGUOUS. */
export const lotTyped = ({ database }: Instance, text: string): Promise<string> =>
  oneLot(database.kysely, text.includes(":") ? text : `lot:${text}`);

/** Throws BATCH_UNKNOWN, BATCH_AMBIGUOUS. */
export const batchTyped = async ({ database }: Instance, text: string): Promise<string> =>
  (await oneBatch(database.kysely, text)).batchId;
