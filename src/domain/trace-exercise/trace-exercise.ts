// A trace exercise as it stands: performed once, and never changed.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type TraceExercisePerformed, traceExerciseEvents } from "./events.ts";

export type TraceExerciseState =
  | { readonly status: "unknown" }
  | {
      readonly status: "performed";
      readonly performed: EventOf<typeof TraceExercisePerformed>["data"];
    };

export const traceExercise = aggregate({
  category: "traceExercise",
  ofSite: true,
  events: traceExerciseEvents,
  initial: { status: "unknown" },
  evolve: (_: TraceExerciseState, { data }): TraceExerciseState => ({
    status: "performed",
    performed: data,
  }),
});
