// A phase that stands still, goes on or is given up: from which state, by the procedure.
import * as commands from "../../../src/domain/batch/phase/commands.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import { idsOf, isDone, never } from "./agree.ts";
import type { Book, Person, PhaseKey, Standing } from "./book.ts";
import type { Works } from "./works-for-test.ts";

export const turns = [
  "pausePhase",
  "resumePhase",
  "holdPhase",
  "restartPhase",
  "stopPhase",
  "abort",
] as const;

interface Turn {
  readonly do: (typeof turns)[number];
  readonly phase: PhaseKey;
  readonly by: Person;
}

const begun: readonly Standing[] = ["running", "paused", "held"];
const leads = {
  pausePhase: [commands.pausePhase, ["running"], "paused"],
  resumePhase: [commands.resumePhase, ["paused"], "running"],
  holdPhase: [commands.holdPhase, ["running", "paused"], "held"],
  restartPhase: [commands.restartPhase, ["held"], "running"],
  stopPhase: [commands.stopPhase, begun, "stopped"],
  abort: [commands.abortPhase, [...begun, "stopped"], "aborted"],
} as const satisfies Record<Turn["do"], readonly [unknown, readonly Standing[], Standing]>;

export async function turned(
  { do: how, phase, by }: Turn,
  book: Book,
  { batchId, give }: Works,
): Promise<Answer> {
  const [command, from, to] = leads[how];
  const answer = await give(command, batchId, { phaseId: phase }, by);
  if (!isDone(answer)) return answer;
  const before = book.phases.get(phase);
  never(`${how} of what is ${before}`, !from.some((one) => one === before));
  never(`${how} while nothing may go on`, to === "running" && !book.mayAct);
  book.phases.set(phase, to);
  book.entered(by, idsOf(answer));
  return answer;
}
