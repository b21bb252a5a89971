// Keeping what a trace exercise came to.
import { describe, test } from "vitest";
import { recordTraceExercise } from "../../../src/domain/trace-exercise/commands.ts";
import { given } from "../../given.ts";

const reached = { lots: 3, batches: 1, shipments: 2 };
const performed = {
  materialLotId: "lot-1",
  lot: "L-1",
  asOf: 40,
  took_ms: 12,
  forward: reached,
  backward: reached,
  unknown: 0,
  answerSha256: "a".repeat(64),
};
const kept = { type: "TraceExercisePerformed", data: performed };

describe("a trace exercise", () => {
  test("happens", () => given().when(recordTraceExercise, performed).then(kept));
  test("is repeated", () => given(kept).when(recordTraceExercise, performed).thenNothing());
  test("is refused where another stands", () => {
    const other = { ...performed, unknown: 1 };
    given(kept).when(recordTraceExercise, other).thenRefused("ALREADY_EXISTS");
  });
});
