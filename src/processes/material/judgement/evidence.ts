// What a decision on a lot rests on, read from the log: the lots it came from, the batches that
// made them, their samples, the specification, and whoever they came from. What is to be read is
// told by what has been read, so it is looked for until nothing new turns up.
import { batch } from "../../../domain/batch/batch.ts";
import { unmeasuredIn } from "../../../domain/batch/record/released.ts";
import { deviation } from "../../../domain/deviation/deviation.ts";
import type { Aggregate, Read } from "../../../domain/kernel/decider.ts";
import type { Lot } from "../../../domain/material-lot/lot.ts";
import { type MaterialLotState, materialLot } from "../../../domain/material-lot/material-lot.ts";
import { type Measures, openIn } from "../../../domain/material-lot/measured.ts";
import { party } from "../../../domain/party/party.ts";
import { sample } from "../../../domain/sample/sample.ts";
import { specification } from "../../../domain/specification/specification.ts";
import type { Handler } from "../../../eventstore/handler/handle.ts";
import { impactReads } from "../../deviation/impact.ts";

type States = Readonly<Record<string, unknown>>;

export interface Evidence {
  /** Undefined: it was not read. */
  of<State>(aggregate: Aggregate<State, never>, id: string): State | undefined;
}

export const evidenceIn = (states: States): Evidence => ({
  of(aggregate, id) {
    const state = states[keyOf(aggregate, id)];
    return isStateOf(aggregate, state) ? state : undefined;
  },
});

const keyOf = ({ category }: Aggregate<unknown, never>, id: string): string => `${category} ${id}`;

/** Under its category and id stands the state of that aggregate: `gather` has put it there. */
const isStateOf = <State>(_: Aggregate<State, never>, state: unknown): state is State =>
  state !== undefined;

export type AnyRead = Read<unknown>;

const read = <State>(aggregate: Aggregate<State, never>, id: string): [string, AnyRead] => [
  keyOf(aggregate, id),
  { aggregate, id: () => id },
];

/** Of a list of aggregates and ids. */
export const readsOf = (
  list: readonly (readonly [aggregate: Aggregate<unknown, never>, id: string])[],
): Readonly<Record<string, AnyRead>> =>
  Object.fromEntries(list.map(([aggregate, id]) => read(aggregate, id)));

/** All that is to be read, as far as it can be told by now. */
function wanted(evidence: Evidence, materialLotId: string): Map<string, AnyRead> {
  const found = new Map([read(materialLot, materialLotId)]);
  for (const { id, lot } of lineage(evidence, materialLotId)) {
    const { receipt } = lot;
    const parties = [receipt?.supplier?.partyId, receipt?.manufacturer?.partyId];
    const more = [
      read(materialLot, id),
      ...lot.from.map((from) => read(materialLot, from)),
      ...(lot.batchId === undefined
        ? []
        : Object.entries(readsOf(impactReads(evidence, lot.batchId)))),
      ...(lot.batchId === undefined
        ? []
        : unmeasuredOf(evidence, lot.batchId)
            .flatMap((of) => [of, ...partsWithOpen(evidence, of)])
            .map((of) => read(materialLot, of))),
      ...[...lot.deviationIds].map((deviationId) => read(deviation, deviationId)),
      read(specification, lot.material.materialDefinitionId),
      ...[...lot.samples.keys()].map((sampleId) => read(sample, sampleId)),
      ...parties.flatMap((partyId) => (partyId === undefined ? [] : [read(party, partyId)])),
    ];
    for (const [key, one] of more) found.set(key, one);
  }
  return found;
}

/** Lots of the batch of which it did not say how much they are. */
export function unmeasuredOf(evidence: Evidence, batchId: string): readonly string[] {
  const made = evidence.of(batch, batchId);
  return made && made.status !== "unknown" ? unmeasuredIn(made) : [];
}

/** Lots that were split off with containers of which nobody had said how much is in them. */
function partsWithOpen(evidence: Evidence, materialLotId: string): readonly string[] {
  const { measured, partWith } = measuresIn(evidence);
  const here = measured(materialLotId);
  if (!here || here.isKnown) return [];
  const parts = new Set(openIn(here).flatMap((id) => partWith(materialLotId, id) ?? []));
  return [...parts].flatMap((part) => [part, ...partsWithOpen(evidence, part)]);
}

export function measuresIn(evidence: Evidence): Measures {
  const lotOf = (id: string) => {
    const lot: MaterialLotState | undefined = evidence.of(materialLot, id);
    return lot && lot.status !== "unknown" ? lot : undefined;
  };
  return {
    measured: (id) => lotOf(id)?.measured,
    partWith: (id, containerId) =>
      [...(lotOf(id)?.splits.values() ?? [])]
        .flat()
        .find(({ containers }) => containers.some((one) => one.containerId === containerId))
        ?.materialLotId,
  };
}

/** Whether everything was read that it turns out to rest on. */
export const isComplete = (states: States, materialLotId: string): boolean =>
  [...wanted(evidenceIn(states), materialLotId).keys()].every((key) => key in states);

export async function gather(
  handler: Handler,
  materialLotId: string,
  deviationId?: string,
): Promise<Readonly<Record<string, AnyRead>>> {
  const more = deviationId === undefined ? [] : [read(deviation, deviationId)];
  return Object.fromEntries((await reached(handler, materialLotId, more)).reads);
}

/** What there is to be told of a lot; a decision reads it anew. */
export const gatherStates = async (handler: Handler, materialLotId: string): Promise<States> =>
  (await reached(handler, materialLotId, [])).states;

const reached = (
  handler: Handler,
  materialLotId: string,
  more: readonly (readonly [string, AnyRead])[],
) => readUntil(handler, (evidence) => new Map([...wanted(evidence, materialLotId), ...more]));

/** All that turns out to be wanted, once what it is told by has been read. */
export const gatherAll = async (
  handler: Handler,
  wantedBy: (evidence: Evidence) => Readonly<Record<string, AnyRead>>,
): Promise<Readonly<Record<string, AnyRead>>> => {
  const all = (evidence: Evidence) => new Map(Object.entries(wantedBy(evidence)));
  return Object.fromEntries((await readUntil(handler, all)).reads);
};

async function readUntil(
  handler: Handler,
  wantedBy: (evidence: Evidence) => Map<string, AnyRead>,
): Promise<{ readonly reads: Map<string, AnyRead>; readonly states: States }> {
  const states: Record<string, unknown> = {};
  for (;;) {
    const reads = wantedBy(evidenceIn(states));
    const missing = [...reads].filter(([key]) => !(key in states));
    if (missing.length === 0) return { reads, states };
    for (const [key, { aggregate, id }] of missing) {
      states[key] = (await handler.load(aggregate, id(undefined))).state;
    }
  }
}

export interface Ancestor {
  readonly id: string;
  readonly lot: Lot;
  /** Between the two lies a merge, on one of the ways at least. */
  readonly isMerged: boolean;
}

/** The lot itself, and every lot that it was split off or merged from, however far back. */
export function lineage(evidence: Evidence, materialLotId: string): readonly Ancestor[] {
  const found = new Map<string, Ancestor>();
  const open = [{ id: materialLotId, isMerged: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { id, isMerged } = next;
    const lot: MaterialLotState | undefined = evidence.of(materialLot, id);
    if (!lot || lot.status === "unknown") continue;
    const former = found.get(id);
    if (former && (former.isMerged || !isMerged)) continue;
    found.set(id, { id, lot, isMerged });
    open.push(...lot.from.map((from) => ({ id: from, isMerged: isMerged || lot.isMerged })));
  }
  return [...found.values()];
}
