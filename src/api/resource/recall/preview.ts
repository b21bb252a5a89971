// What a recall of something would reach, before anything is recorded or held.
import { batch } from "../../../domain/batch/batch.ts";
import { numberOf } from "../../../domain/batch/lifecycle/lifecycle.ts";
import { placeOf } from "../../../domain/recall/scope/widening.ts";
import { leftIn } from "../../../processes/recall/shipped.ts";
import type { Trace } from "../../../projections/genealogy/answer.ts";
import { commonlyKnownAt } from "../../../projections/known-at.ts";
import {
  type Reached,
  reached,
  readModelsFor,
  type SeedFound,
} from "../../../projections/recall/reach.ts";
import type { Total } from "../../../projections/whereabouts/answer.ts";
import { whereaboutsOf } from "../../../projections/whereabouts/query.ts";
import type { ApiParts } from "../../parts.ts";

export interface RecallPreview {
  readonly seeds: readonly SeedFound[];
  readonly lots: readonly string[];
  readonly batches: readonly string[];
  readonly shipments: readonly string[];
  /** Numbers of the batches that run now. */
  readonly running: readonly string[];
  /** One for each customer, name and address, as the recall numbers them. */
  readonly consignees: readonly Place[];
  /** Where all of it is, by material and state. */
  readonly totals: readonly Total[];
  readonly unknown: Trace["unknown"];
  readonly asOf: number;
}

/**
 * As far as all read models are; nothing of what is not known by that name.
 * `besides`: what it names and does not reach.
 */
export async function previewOf(
  { handler, database, clock, graph }: Pick<ApiParts, "handler" | "database" | "clock" | "graph">,
  suspect: string,
): Promise<{ readonly preview: RecallPreview; readonly besides: Reached["besides"] }> {
  const { kysely } = database;
  const asOf = await commonlyKnownAt(kysely, [...readModelsFor([suspect]), "whereabouts"]);
  const scope = await reached(
    kysely,
    [{ seed: suspect, known: [] }],
    clock.now().toISOString(),
    graph,
    asOf,
  );
  const { seeds, lots, batches, shipments, unknown, besides } = scope;
  const { totals } = await whereaboutsOf(kysely, { from: suspect, lotIds: lots, asOf });
  // Not from what the keeper of scopes knows of shipments: it may lack what the read models have
  // already, and makes up for that a moment later; nobody asks this again.
  const left = await leftIn(handler, scope, new Set(lots));
  const consignees = placesIn(left.map(({ to }) => to));
  const states = await Promise.all(batches.map((id) => handler.load(batch, id)));
  const running = states.flatMap(({ state }) =>
    state.status === "running" ? [numberOf(state)] : [],
  );
  const reach = { seeds, lots, batches, shipments };
  return { preview: { ...reach, running, consignees, totals, unknown, asOf }, besides };
}

interface Place {
  readonly customerPartyId?: string;
  readonly name: string;
  readonly address?: string;
}

function placesIn(shipments: readonly Place[]): readonly Place[] {
  const unlike = new Map(
    shipments.map(({ customerPartyId, name, address }) => {
      const party = customerPartyId === undefined ? {} : { customerPartyId };
      const place = { ...party, name, ...(address !== undefined && { address }) };
      return [placeOf(customerPartyId, place), place];
    }),
  );
  return [...unlike].sort(byName).map(([, place]) => place);
}

const byName = ([one, { name }]: [string, Place], [other, of]: [string, Place]): number =>
  name.localeCompare(of.name, "en") || (one < other ? -1 : 1);

/** Undefined: it stands for something. Else the nearest names of what is. */
export function unknownSuspect({ seeds }: RecallPreview): readonly string[] | undefined {
  const missing = seeds.filter(({ found }) => found.length === 0);
  return missing.length === 0 ? undefined : missing.flatMap(({ nearest }) => nearest);
}
