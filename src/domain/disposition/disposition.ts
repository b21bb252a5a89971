// A disposition: what has been decided last of one lot, or one part of it.
import { aggregate } from "../kernel/decider.ts";
import { type DispositionEvent, dispositionEvents } from "./events.ts";

export type DispositionState =
  | { readonly status: "undecided" }
  | {
      readonly status: "decided";
      /** The last. */
      readonly decided: Decided;
      /** By event id. */
      readonly all: ReadonlyMap<string, Recorded>;
    };
type Decided = DispositionEvent["data"];
type Recorded = Decided & {
  /** Which one of this disposition; and the revision of the lot that it was decided on. */
  readonly number: number;
  readonly lotRevision: number;
  /** Server's time, UTC: told, and never what the order of decisions rests on. */
  readonly decidedAt: string;
};

export const disposition = aggregate({
  category: "disposition",
  ofSite: false,
  events: dispositionEvents,
  initial: { status: "undecided" },
  evolve(state: DispositionState, event, { id, metadata }): DispositionState {
    switch (event.type) {
      case "DispositionDecided": {
        const { data: decided } = event;
        const before = state.status === "decided" ? state.all : new Map<string, Recorded>();
        const lot = `materialLot-${decided.materialLotId}`;
        const lotRevision = metadata.basedOn.find(({ stream }) => stream === lot)?.revision ?? -1;
        const number = before.size + 1;
        const recorded = { ...decided, number, lotRevision, decidedAt: metadata.recordedAt };
        return { status: "decided", decided, all: new Map(before).set(id, recorded) };
      }
      default:
        return event.type satisfies never;
    }
  },
});
