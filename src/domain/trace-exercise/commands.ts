// The program measures and counts; a person or a service asks for it.
import { commandsOf } from "../kernel/decider.ts";
import { sameContent } from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import { TraceExercisePerformed } from "./events.ts";
import { traceExercise } from "./trace-exercise.ts";

const command = commandsOf(traceExercise);

export const recordTraceExercise = command(
  "RecordTraceExercise",
  "manageRecall",
  TraceExercisePerformed.data,
  (data, state) => {
    if (state.status === "unknown") return [{ type: "TraceExercisePerformed", data }];
    if (sameContent(state.performed, data)) return [];
    return refuse("ALREADY_EXISTS", "Another exercise was recorded under this id.");
  },
);
