// A specification: its versions, which of them is in effect on a day, and how many lots of each
// supplier have been accepted in a row.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type SpecificationDrafted, specificationEvents } from "./events.ts";

export type Draft = EventOf<typeof SpecificationDrafted>["data"];

export interface Version extends Draft {
  /** Somebody else approves it. */
  readonly authorId: string;
  readonly status: "draft" | "approved" | "withdrawn";
  readonly effectiveFrom: string | undefined;
}

export type SpecificationState =
  | { readonly status: "unknown" }
  | {
      readonly status: "specified";
      /** Version n is at n - 1. */
      readonly versions: readonly Version[];
      /** Lots accepted since the last that was not, by supplier. */
      readonly runs: ReadonlyMap<string, number>;
      /** Whether all of a received lot was accepted: it counts once, however it was split. */
      readonly judged: ReadonlyMap<string, boolean>;
    };

export const specification = aggregate({
  category: "specification",
  ofSite: false,
  events: specificationEvents,
  initial: { status: "unknown" },
  evolve(state: SpecificationState, event, { metadata }): SpecificationState {
    if (event.type === "SpecificationDrafted") {
      const authorId = metadata.actor.id;
      const drafted = { ...event.data, authorId, status: "draft" as const };
      const before = state.status === "unknown" ? nothing : state;
      const versions = [...before.versions, { ...drafted, effectiveFrom: undefined }];
      return { ...before, status: "specified", versions };
    }
    if (state.status === "unknown") return state;
    switch (event.type) {
      case "SpecificationApproved": {
        const { version, effectiveFrom } = event.data;
        return changed(state, version, { status: "approved", effectiveFrom });
      }
      case "SpecificationWithdrawn":
        return withdrawn(state, event.data.version, metadata.recordedAt.slice(0, 10));
      case "LotJudged": {
        const { supplierPartyId, accepted, materialLotId } = event.data;
        const former = state.judged.get(materialLotId);
        if (former === false || former === accepted) return state;
        const judged = new Map(state.judged).set(materialLotId, accepted);
        const run = accepted ? (state.runs.get(supplierPartyId) ?? 0) + 1 : 0;
        return { ...state, judged, runs: new Map(state.runs).set(supplierPartyId, run) };
      }
      default:
        return event satisfies never;
    }
  },
  scope: (_, id) => ({ material: id, client: null }),
});

const nothing = { versions: [], runs: new Map(), judged: new Map() };

type Specified = Extract<SpecificationState, { readonly status: "specified" }>;

const changed = (state: Specified, version: number, change: Partial<Version>): Specified => ({
  ...state,
  versions: state.versions.map((one) => (one.version === version ? { ...one, ...change } : one)),
});

/** One that never began leaves what is in effect as it is. */
function withdrawn(state: Specified, version: number, date: string): Specified {
  const begins = versionOf(state, version)?.effectiveFrom;
  const never = begins === undefined || begins > date;
  return changed(state, version, {
    status: "withdrawn",
    ...(never && { effectiveFrom: undefined }),
  });
}

export const versionOf = (state: SpecificationState, version: number): Version | undefined =>
  state.status === "unknown" ? undefined : state.versions[version - 1];

/**
 * Of those that have begun, the one that began last; of two on one day the later version. Where
 * that one has been withdrawn none is: what it superseded does not come back by itself.
 */
export function effectiveOn(state: SpecificationState, date: string): Version | undefined {
  if (state.status === "unknown") return undefined;
  const last = state.versions
    .filter(({ status }) => status !== "draft")
    .filter(({ effectiveFrom }) => effectiveFrom !== undefined && effectiveFrom <= date)
    .reduce<Version | undefined>(
      (before, one) =>
        before && (before.effectiveFrom ?? "") > (one.effectiveFrom ?? "") ? before : one,
      undefined,
    );
  return last?.status === "approved" ? last : undefined;
}
