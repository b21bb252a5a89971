// A deviation: raised, classified, assessed for each batch, investigated, acted on, closed.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { authorOf } from "../kernel/metadata.ts";
import {
  type DeviationImpactAssessed,
  type DeviationInvestigated,
  type DeviationRaised,
  deviationEvents,
} from "./events.ts";

type Raised = EventOf<typeof DeviationRaised>["data"];
type Investigated = EventOf<typeof DeviationInvestigated>["data"];
export type Impact = EventOf<typeof DeviationImpactAssessed>["data"];

export interface Deviation {
  readonly status: "open" | "closed";
  readonly raised: Raised;
  /** A person's id, or that of a service that acted for nobody. */
  readonly raisedBy: string;
  readonly classification: Raised["classification"] | undefined;
  /** Whoever said so last. */
  readonly classifiedBy: string | undefined;
  /** The last assessment of each, by batch id. */
  readonly impacts: ReadonlyMap<string, Impact>;
  /** As somebody stated it, without what was found to be left out. */
  readonly investigated: Omit<Investigated, "notConsidered"> | undefined;
  /** What was done, kind and text. */
  readonly actions: ReadonlySet<string>;
}
export type DeviationState = { readonly status: "unknown" } | Deviation;

export const deviation = aggregate({
  category: "deviation",
  ofSite: true,
  events: deviationEvents,
  initial: { status: "unknown" },
  evolve(state: DeviationState, event, { metadata }): DeviationState {
    if (event.type === "DeviationRaised") return raised(event.data, authorOf(metadata));
    if (state.status === "unknown") return state;
    switch (event.type) {
      case "DeviationClassified":
        return {
          ...state,
          classification: event.data.classification,
          classifiedBy: authorOf(metadata),
        };
      case "DeviationImpactAssessed": {
        const { data } = event;
        return { ...state, impacts: new Map(state.impacts).set(data.batchId, data) };
      }
      case "DeviationInvestigated": {
        const { notConsidered: _, ...investigated } = event.data;
        return { ...state, investigated };
      }
      case "DeviationActionTaken":
        return { ...state, actions: new Set(state.actions).add(actionKey(event.data)) };
      case "DeviationClosed":
        return { ...state, status: "closed" };
      default:
        return event satisfies never;
    }
  },
});

const raised = (data: Raised, raisedBy: string): Deviation => ({
  status: "open",
  raised: data,
  raisedBy,
  classification: data.classification,
  classifiedBy: data.classification === undefined ? undefined : raisedBy,
  impacts: new Map(),
  investigated: undefined,
  actions: new Set(),
});

export const actionKey = ({ kind, action }: { readonly kind: string; readonly action: string }) =>
  JSON.stringify([kind, action]);

/** Batches that it is about, whatever else it may have reached. */
export const batchesOf = ({ raised: { batchId }, investigated }: Deviation): readonly string[] => [
  ...new Set([
    ...(batchId === undefined ? [] : [batchId]),
    ...(investigated?.considered ?? []).filter((one) => one.affected).map((one) => one.batchId),
  ]),
];
