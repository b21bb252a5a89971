// A sample: whose hands it is in, what was found in it, and what became of that.
import { type Scope, unknownScope } from "../kernel/access/standing.ts";
import { aggregate, commandsOf } from "../kernel/decider.ts";
import { among, type EventOf } from "../kernel/event-type.ts";
import { evolveCustody } from "./custody/custody.ts";
import {
  custodyEvents,
  type SampleReceived,
  type SampleRetained,
  type SampleSent,
  type SampleTaken,
} from "./custody/events.ts";
import { testingEvents } from "./testing/events.ts";
import { evolveTesting, type OutOfSpecification, type Result } from "./testing/testing.ts";

export interface Sample {
  readonly taken: EventOf<typeof SampleTaken>["data"];
  /** The last of each. */
  readonly sent: EventOf<typeof SampleSent>["data"] | undefined;
  readonly received: EventOf<typeof SampleReceived>["data"] | undefined;
  readonly retained: EventOf<typeof SampleRetained>["data"] | undefined;
  /** In the order in which they were found. */
  readonly results: readonly Result[];
  readonly outOfSpecification: readonly OutOfSpecification[];
}

export type SampleState =
  | { readonly status: "unknown" }
  | (Sample & { readonly status: "kept" })
  | (Sample & { readonly status: "destroyed" });

const sampleEvents = [...custodyEvents, ...testingEvents] as const;
export type SampleEvent = EventOf<(typeof sampleEvents)[number]>;

const isTesting = among(testingEvents);

export const sample = aggregate({
  category: "sample",
  ofSite: false,
  events: sampleEvents,
  initial: { status: "unknown" },
  evolve(state: SampleState, event, recorded): SampleState {
    if (event.type === "SampleTaken") {
      const nothing = { sent: undefined, received: undefined, retained: undefined };
      return { status: "kept", taken: event.data, ...nothing, results: [], outOfSpecification: [] };
    }
    if (state.status === "unknown") return state;
    const { status } = state;
    if (isTesting(event)) return { ...evolveTesting(state, event, recorded), status };
    const destroyed = event.type === "SampleDestroyed";
    return { ...evolveCustody(state, event), status: destroyed ? "destroyed" : status };
  },
  scope: (state): Scope =>
    state.status === "unknown"
      ? unknownScope
      : {
          material: state.taken.material.materialDefinitionId,
          client: state.taken.ownerPartyId ?? null,
        },
});

export const command = commandsOf(sample);
