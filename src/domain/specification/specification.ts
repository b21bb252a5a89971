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
      const before = state.status === "unknown" ? { versions: [], runs: new Map() } : state;
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
        return changed(state, event.data.version, { status: "withdrawn" });
      case "LotJudged": {
        const { supplierPartyId, accepted } = event.data;
        const run = accepted ? (state.runs.get(supplierPartyId) ?? 0) + 1 : 0;
        return { ...state, runs: new Map(state.runs).set(supplierPartyId, run) };
      }
      default:
        return event satisfies never;
    }
  },
  scope: (_, id) => ({ material: id }),
});

type Specified = Extract<SpecificationState, { readonly status: "specified" }>;

const changed = (state: Specified, version: number, change: Partial<Version>): Specified => ({
  ...state,
  versions: state.versions.map((one) => (one.version === version ? { ...one, ...change } : one)),
});

export const versionOf = (state: SpecificationState, version: number): Version | undefined =>
  state.status === "unknown" ? undefined : state.versions[version - 1];

/** Of those that have begun, the one that began last; of two on one day the later version. */
export function effectiveOn(state: SpecificationState, date: string): Version | undefined {
  if (state.status === "unknown") return undefined;
  return state.versions
    .filter(({ status }) => status === "approved")
    .filter(({ effectiveFrom }) => effectiveFrom !== undefined && effectiveFrom <= date)
    .reduce<Version | undefined>(
      (last, one) => (last && (last.effectiveFrom ?? "") > (one.effectiveFrom ?? "") ? last : one),
      undefined,
    );
}
