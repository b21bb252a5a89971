// One thing that somebody does, as a command of fast-check: done in the program and in the book,
// and held against the rules that hold for its kind.
import fc from "fast-check";
import { expect } from "vitest";
import {
  clearLine,
  liftBatchHold,
  placeBatchHold,
  startBatch,
} from "../../../src/domain/batch/lifecycle/commands.ts";
import { performCheck, recordParameter } from "../../../src/domain/batch/parameter/commands.ts";
import {
  completePhase,
  recordPhaseStarted,
  skipPhase,
  startPhase,
} from "../../../src/domain/batch/phase/commands.ts";
import { computeYield } from "../../../src/domain/batch/result/yield.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import { assessImpact } from "../../../src/processes/deviation/assess-impact.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import { completeWithReturns } from "../../../src/processes/material/less-returned.ts";
import { recordOutput } from "../../../src/processes/produce-output.ts";
import * as x from "../../domain/batch/control-recipe/examples.ts";
import { deviationOf } from "../requests-for-test.ts";
import { agree, caughtUp, idsOf, isDone, never } from "./agree.ts";
import type { Book, Person, PhaseKey } from "./book.ts";
import { judged } from "./judged.ts";
import { moved, moves } from "./moved.ts";
import { turned, turns } from "./turned.ts";
import { as, id, reason, type Works } from "./works-for-test.ts";

const phase = fc.constantFrom<PhaseKey>("weigh", "mix", "mill", "spread", "dry", "pack");
const worker = fc.constantFrom<Person>("anna", "bela");
const anybody = fc.constantFrom<Person>("anna", "bela", "carla", "vera", "quality");
const is = <Kind extends string>(...kinds: Kind[]) => fc.constantFrom(...kinds);

export const act = fc.oneof(
  fc.record({ do: is("start", "hold", "lift", "raise", "yield", "output", "slip"), by: worker }),
  fc.record({ do: is("startPhase", "sawStart", "complete", "skip"), phase, by: worker }),
  fc.record({ do: is(...turns), phase, by: worker }),
  ...moves,
  fc.record({ do: is("witness"), of: is("charge", "packing"), by: anybody }),
  fc.record({ do: is("clear"), when: is("before", "after"), by: worker }),
  fc.record({ do: is("speed", "loss"), value: fc.constantFrom(1, 3, 10, 40), by: worker }),
  fc.record({ do: is("look"), result: is("pass", "fail"), by: worker }),
  fc.record({ do: is("assess"), conclusion: is("acceptable", "notAcceptable") }),
  fc.record({ do: is("finish", "release"), by: anybody }),
  fc.record({ do: is("produce", "review", "approve"), by: anybody }),
);
export type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** Counts what came so far as to be worth something. */
export interface Seen {
  approved: number;
  released: number;
  refused: number;
}

export class Does implements fc.AsyncCommand<Book, Works> {
  readonly #act: Act;
  readonly #seen: Seen;

  constructor(given: Act, seen: Seen) {
    this.#act = given;
    this.#seen = seen;
  }

  check = () => true;

  toString = () => JSON.stringify(this.#act);

  async run(book: Book, works: Works): Promise<void> {
    const answer = await done(this.#act, book, works);
    if (answer?.outcome === "refused") this.#seen.refused += 1;
    if (this.#act.do === "approve" && answer?.outcome === "accepted") this.#seen.approved += 1;
    if (this.#act.do === "release" && answer?.outcome === "accepted") this.#seen.released += 1;
    await agree(book, works);
  }
}

/** What was seen is taken down, until the record is decided on. */
function observed(answer: Answer, book: Book, by: Person): Answer {
  expect(answer.outcome).toBe(book.isDecided ? "refused" : "accepted");
  book.entered(by, idsOf(answer));
  return answer;
}

async function done(given: Act, book: Book, works: Works): Promise<Answer | undefined> {
  const { batchId, handler, give } = works;
  const request = <Data>(data: Data) => ({ commandId: id(), data, claims: { reason } });
  switch (given.do) {
    case "start": {
      const answer = await give(startBatch, batchId, {}, given.by);
      if (!isDone(answer)) return answer;
      never("started twice or while it is held", book.status !== "issued" || book.held);
      book.status = "running";
      book.entered(given.by, idsOf(answer));
      return answer;
    }
    case "hold": {
      const data = { holdId: "hold-1", code: "quality", owner: "qa" };
      const answer = await give(placeBatchHold, batchId, data, given.by);
      expect(answer.outcome).toBe("accepted");
      book.holds.add(data.holdId);
      book.entered(given.by, idsOf(answer));
      return answer;
    }
    case "lift": {
      // Also those that came with what is in it.
      const [holdId = "hold-1"] = book.holds;
      const answer = await give(liftBatchHold, batchId, { holdId }, given.by);
      expect(answer.outcome).toBe("accepted");
      book.holds.delete(holdId);
      book.entered(given.by, idsOf(answer));
      return answer;
    }
    case "startPhase": {
      const answer = await give(startPhase, batchId, { phaseId: given.phase }, given.by);
      if (!isDone(answer)) return answer;
      never(`${given.phase} out of its order`, !book.mayStart(given.phase));
      begin(book, given.phase);
      book.entered(given.by, idsOf(answer));
      return answer;
    }
    case "sawStart": {
      const data = { phaseId: given.phase };
      const answer = await give(recordPhaseStarted, batchId, data, given.by);
      if (book.isDecided && book.isBegun(given.phase)) return answer;
      observed(answer, book, given.by);
      if (isDone(answer)) begin(book, given.phase);
      return answer;
    }
    case "complete": {
      const answer = await give(completePhase, batchId, { phaseId: given.phase }, given.by);
      if (!isDone(answer)) return answer;
      never("completed what did not run", book.phases.get(given.phase) !== "running");
      book.phases.set(given.phase, "completed");
      if (given.phase === "dry") book.rounds += 1;
      const [completed = ""] = idsOf(answer);
      if (given.phase === "pack") book.packed = { id: completed, by: given.by };
      book.entered(given.by, idsOf(answer));
      return answer;
    }
    case "pausePhase":
    case "resumePhase":
    case "holdPhase":
    case "restartPhase":
    case "stopPhase":
    case "abort":
      return turned(given, book, works);
    case "skip": {
      const [deviationId] = book.deviations.keys();
      const data = { phaseId: given.phase, ...(deviationId !== undefined && { deviationId }) };
      const answer = await give(skipPhase, batchId, data, given.by);
      // Quality has authorised nothing here: under a deviation alone no step is left out.
      never("left out on somebody's own word", isDone(answer));
      return answer;
    }
    case "charge":
    case "sawCharge":
    case "rework":
    case "giveBack":
    case "split":
    case "merge":
    case "holdLot":
    case "liftLot":
    case "closeOrder":
      return moved(given, book, works);
    case "witness": {
      const entry = given.of === "charge" ? book.charges.at(-1) : book.packed;
      if (!entry) return undefined;
      const data = { check: given.of, result: "pass", checksEventId: entry.id } as const;
      const answer = await give(performCheck, batchId, data, given.by);
      if (!isDone(answer)) return answer;
      never("witnessed their own entry", entry.by === given.by);
      book.witnessed.set(entry.id, given.by);
      book.entered(given.by, idsOf(answer));
      return answer;
    }
    case "clear": {
      const data = { area: "Booth 1", when: given.when, result: "clear" } as const;
      const answer = observed(await give(clearLine, batchId, data, given.by), book, given.by);
      if (isDone(answer)) book.cleared.add(given.when);
      return answer;
    }
    case "speed":
    case "loss": {
      const isSpeed = given.do === "speed";
      const unitOfMeasure = isSpeed ? "/min" : "%";
      const parameter = isSpeed ? "Mixer speed" : "Loss on drying";
      const path = x.path(isSpeed ? "mix" : "dry");
      const value = { value: String(given.value), unitOfMeasure };
      const data = { parameter, path, value, source: "manual", confirmed: true } as const;
      const answer = observed(await give(recordParameter, batchId, data, given.by), book, given.by);
      if (isDone(answer)) book.values.set(given.do, given.value);
      return answer;
    }
    case "slip": {
      const value = { value: "1000", unitOfMeasure: "/min" };
      const data = { parameter: "Mixer speed", path: x.path("mix"), value } as const;
      const answer = await give(recordParameter, batchId, { ...data, source: "manual" }, given.by);
      never("a slip that nobody was asked about", answer.outcome === "accepted");
      return answer;
    }
    case "look": {
      const data = { check: "Fine enough", path: x.path("mix"), result: given.result };
      const answer = observed(await give(performCheck, batchId, data, given.by), book, given.by);
      if (isDone(answer)) book.look = given.result;
      return answer;
    }
    case "output": {
      if (book.outputs > 0) return undefined;
      const material = { materialDefinitionId: "granules", name: "Granules" };
      const data = { batchId, materialLotId: `${batchId}-out`, material, identifiers: [] };
      const whole = { ...data, containers: [], quantity: x.kg("9.7") };
      const answer = await recordOutput(handler, request(whole), as(given.by));
      observed(answer, book, given.by);
      if (isDone(answer)) book.outputs += 1;
      return answer;
    }
    case "yield": {
      const data = { stage: "Granules", theoretical: x.kg("9.8"), actual: x.kg("9.7"), inputs: [] };
      const computed = await give(computeYield, batchId, data, given.by);
      if (book.outputs === 0) {
        never("a yield of nothing", isDone(computed));
        return computed;
      }
      // The same once more is the same, whatever has become of the batch.
      if (book.yields > 0) never("the same yield twice", isDone(computed));
      if (book.yields > 0) return computed;
      const answer = observed(computed, book, given.by);
      if (isDone(answer)) book.yields += 1;
      return answer;
    }
    case "raise": {
      if (book.deviations.size > 1) return undefined;
      const raised = deviationOf(batchId);
      const answer = await raiseDeviation(handler, request(raised), as(given.by));
      expect(answer.outcome).toBe("accepted");
      book.deviations.set(raised.deviationId, "open");
      await caughtUp(book, works, given.by);
      return answer;
    }
    case "assess": {
      const open = [...book.deviations].find(([, impact]) => impact !== "acceptable");
      if (!open) return undefined;
      const data = { batchId, impact: "Stable.", conclusion: given.conclusion };
      const call = { ...request(data), id: open[0] };
      const answer = await assessImpact(handler, call, as("quality"));
      if (answer.outcome === "accepted") book.deviations.set(open[0], given.conclusion);
      await caughtUp(book, works, undefined);
      return answer;
    }
    case "finish": {
      const call = { ...request({}), id: batchId };
      const answer = await completeWithReturns(handler, call, as(given.by));
      if (!isDone(answer)) return answer;
      expect(book.lacks).toEqual([]);
      never("completed what did not run", book.status !== "running");
      book.status = "completed";
      book.entered(given.by, idsOf(answer));
      return answer;
    }
    case "produce":
    case "review":
    case "approve":
      return judged(given, book, works);
    case "release": {
      if (book.outputs === 0) return undefined;
      const answer = await works.decide(`${batchId}-out`);
      if (answer.outcome === "accepted" && !book.released) {
        never("released before approval", !book.isDecided);
        never("released with what is not free in it", !book.areLotsFree);
        never("released with a deviation that is not assessed", !book.areDeviationsAcceptable);
        book.released = true;
      }
      return answer;
    }
    default:
      return given satisfies never;
  }
}

function begin(book: Book, started: PhaseKey): void {
  book.phases.set(started, "running");
  if (started === "mix") {
    book.values.delete("speed");
    book.look = undefined;
  }
  if (started === "dry") book.values.delete("loss");
  if (started === "pack") book.packed = undefined;
}
