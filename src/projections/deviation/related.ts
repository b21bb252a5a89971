// Which other batches have something in common with those of a deviation: a lot, a piece of
// equipment, or a place at the time (21 CFR 211.192). Complete over what is recorded to a position;
// what is not recorded stands under `unknown`.
import type { Kysely, Transaction } from "kysely";
import type { DB } from "../../database/schema.ts";
import { answered } from "../as-of.ts";
import { commonlyKnownAt } from "../known-at.ts";
import { QueryFault } from "../query-fault.ts";
import { type LotShared, lotsOf, sharingLots } from "./lots.ts";
import { batchesNamed, deviationAt, type Named, windowOf } from "./subject.ts";
import { equipmentOf, type Use, usesOf, withoutEquipment } from "./uses.ts";

const sharable = ["materialLot", "equipment", "time"] as const;
type Shared = (typeof sharable)[number];

export interface RelatedBatch extends Named {
  /** `time`: on the same equipment, or at the place of it, within the time asked for. */
  readonly shares: readonly Shared[];
  readonly lots: readonly Omit<LotShared, "batchId">[];
  readonly equipment: readonly Omit<Use, "batchId" | "zoneStated">[];
}

export interface Related {
  readonly asOf: number;
  readonly deviationId: string;
  /** Those that it is about. */
  readonly batches: readonly Named[];
  /** UTC; null: it is about no batch of which a time is recorded, and none was asked for. */
  readonly from: string | null;
  readonly to: string | null;
  /** Those that share most come first. */
  readonly others: readonly RelatedBatch[];
  readonly unknown: readonly {
    readonly code: "LOTS_NOT_RECORDED" | "EQUIPMENT_NOT_RECORDED" | "TIME_WITHOUT_ZONE";
    readonly subject: string;
    readonly detail: string;
  }[];
}

export interface RelatedAsked {
  readonly deviationId: string;
  /** UTC; left out: from the first event of its batches to the last. */
  readonly from?: string;
  readonly to?: string;
  /** Tree size. */
  readonly asOf?: number;
}

export const readModelsOfRelated = ["audit_trail", "batch_record", "genealogy"];

/** Throws QueryFault NOT_IN_LOG, AS_OF_AHEAD. */
export async function relatedTo(kysely: Kysely<DB>, asked: RelatedAsked): Promise<Related> {
  const { answer } = await answered(kysely, "batch_record", async (at) =>
    related(at, asked, await commonlyKnownAt(at, readModelsOfRelated, asked.asOf)),
  );
  return answer;
}

async function related(
  at: Transaction<DB>,
  { deviationId, ...asked }: RelatedAsked,
  asOf: number,
): Promise<Related> {
  const known = await deviationAt(at, deviationId, asOf);
  if (!known) {
    throw new QueryFault("NOT_IN_LOG", `No deviation ${deviationId} is recorded at ${asOf}.`);
  }
  const { batchIds } = known;
  const recorded = await windowOf(at, batchIds, asOf);
  const window = { from: asked.from ?? recorded.from, to: asked.to ?? recorded.to };
  const own = await lotsOf(at, batchIds, asOf);
  const lots = await sharingLots(at, [...own.map(({ lotId }) => lotId), ...known.lotIds], {
    batchIds,
    asOf,
  });
  const equipment = await equipmentOf(at, batchIds, asOf);
  const on = [...new Set([...equipment.map(({ id }) => id), ...known.equipmentIds])];
  const uses = (await usesOf(at, on, { batchIds, asOf, ...window })).filter(
    ({ isSame, isInTime }) => isSame || isInTime,
  );
  const ids = [...new Set([...lots, ...uses].map(({ batchId }) => batchId))];
  const silent = await withoutEquipment(at, [...batchIds, ...ids], { asOf, ...window });
  const names = await batchesNamed(at, [...batchIds, ...ids, ...silent], asOf);
  const nameOf = (batchId: string): Named => ({ batchId, batch: names.get(batchId) ?? null });
  const others = ids.map((batchId) => {
    const theirs = uses.filter((one) => one.batchId === batchId);
    const shared = lots.filter((one) => one.batchId === batchId);
    return {
      ...nameOf(batchId),
      shares: sharedBy(shared, theirs),
      lots: shared.map(({ batchId: _, ...lot }) => lot),
      equipment: theirs.map(({ batchId: _, zoneStated: __, ...use }) => use),
    };
  });
  const lacking = (ids: readonly string[], code: "LOTS_NOT_RECORDED" | "EQUIPMENT_NOT_RECORDED") =>
    ids.map((id) => ({ code, subject: names.get(id) ?? id, detail: details[code] }));
  const unstated = uses.filter(({ zoneStated }) => !zoneStated).map(({ batchId }) => batchId);
  const without = (list: readonly { readonly batchId: string }[]) =>
    batchIds.filter((id) => !list.some(({ batchId }) => batchId === id));
  return {
    asOf,
    deviationId,
    batches: batchIds.map(nameOf),
    ...window,
    others: others.sort(byMost),
    unknown: [
      ...lacking(without(own), "LOTS_NOT_RECORDED"),
      ...lacking([...without(equipment), ...silent], "EQUIPMENT_NOT_RECORDED"),
      ...[...new Set([...recorded.unstated, ...unstated])].sort().map((id) => ({
        code: "TIME_WITHOUT_ZONE" as const,
        subject: names.get(id) ?? id,
        detail: "Its times were stated without a zone and are read as UTC.",
      })),
    ],
  };
}

const details = {
  LOTS_NOT_RECORDED: "No lot is recorded that went into it or came out of it.",
  EQUIPMENT_NOT_RECORDED: "It ran at the time, and on what is not recorded.",
} as const;

const sharedBy = (lots: readonly unknown[], uses: readonly Use[]): readonly Shared[] =>
  sharable.filter((kind) => {
    if (kind === "materialLot") return lots.length > 0;
    return uses.some(({ isSame, isInTime }) => (kind === "equipment" ? isSame : isInTime));
  });

const byMost = (one: RelatedBatch, other: RelatedBatch): number =>
  other.shares.length - one.shares.length ||
  other.lots.length - one.lots.length ||
  (one.batchId < other.batchId ? -1 : 1);
