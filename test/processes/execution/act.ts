// One thing that somebody does, as a command of fast-check: done in the program and in the book,
// and held against the rules that hold for its kind.
import fc from "fast-check";
import { expect } from "vitest";
import { batch } from "../../../src/domain/batch/batch.ts";
import {
  clearLine,
  completeBatch,
  liftBatchHold,
  placeBatchHold,
  startBatch,
} from "../../../src/domain/batch/lifecycle/commands.ts";
import { performCheck, recordParameter } from "../../../src/domain/batch/parameter/commands.ts";
import {
  abortPhase,
  completePhase,
  recordPhaseStarted,
  skipPhase,
  startPhase,
} from "../../../src/domain/batch/phase/commands.ts";
import { computeYield } from "../../../src/domain/batch/result/yield.ts";
import { approveProduction, reviewRecord } from "../../../src/domain/batch/review/commands.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import { chargeMaterial, recordCharge } from "../../../src/processes/charge-material.ts";
import { assessImpact } from "../../../src/processes/deviation/assess-impact.ts";
import { raiseDeviation } from "../../../src/processes/deviation/raise-deviation.ts";
import { recordOutput } from "../../../src/processes/produce-output.ts";
import { approveRecord } from "../../../src/processes/review/approve-record.ts";
import * as x from "../../domain/batch/control-recipe/examples.ts";
import { deviationOf } from "../requests-for-test.ts";
import type { Book, LotKey, Person, PhaseKey } from "./book.ts";
import { as, id, reason, type Works } from "./works-for-test.ts";

const phase = fc.constantFrom<PhaseKey>("weigh", "mix", "mill", "spread", "dry", "pack");
const worker = fc.constantFrom<Person>("anna", "bela");
const anybody = fc.constantFrom<Person>("anna", "bela", "carla", "quality");
const lot = fc.constantFrom<LotKey>("good", "quarantined", "foreign");
const is = <Kind extends string>(...kinds: Kind[]) => fc.constantFrom(...kinds);

export const act = fc.oneof(
  fc.record({ do: is("start", "hold", "lift", "raise", "yield", "output"), by: worker }),
  fc.record({ do: is("startPhase", "sawStart", "complete", "abort", "skip"), phase, by: worker }),
  fc.record({ do: is("charge", "sawCharge"), lot, by: worker, kilograms: is("3", "7", "10") }),
  fc.record({ do: is("witness"), of: is("charge", "packing"), by: worker }),
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

/** What is in the batch beside its issue, but for what was only attempted. */
async function entriesOf({ log, batchId }: Works) {
  const stored = await Array.fromAsync(log.readStream(`batch-${batchId}`));
  const aside = ["BatchIssued", "MasterRecipeCopied", "AttemptRefused"];
  return stored.filter(({ type }) => !aside.includes(type));
}

/** What was acknowledged is there, once, nothing else is, and quantities add up. */
async function agree(book: Book, works: Works): Promise<void> {
  const ids = (await entriesOf(works)).map((event) => event.id);
  expect(ids.toSorted()).toEqual(book.eventIds.toSorted());
  const { state } = await works.handler.load(batch, works.batchId);
  if (state.status === "unknown") throw new Error("It is issued.");
  expect(book.eventIds.filter((one) => !state.authors.has(one))).toEqual([]);
  expect(state.status).toBe(book.status);
  for (const [key, drawn] of Object.entries(book.drawn)) {
    expect(Number(await works.left(key as LotKey))).toBe(100 - Number(drawn));
  }
}

const idsOf = (answer: Answer): string[] =>
  answer.outcome === "refused" ? [] : answer.events.map((event) => event.id);
const isDone = (answer: Answer) => answer.outcome === "accepted" && answer.events.length > 0;
const never = (what: string, isSo: boolean) => expect(isSo, what).toBe(false);

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
      book.held = true;
      book.entered(given.by, idsOf(answer));
      return answer;
    }
    case "lift": {
      const answer = await give(liftBatchHold, batchId, { holdId: "hold-1" }, given.by);
      expect(answer.outcome).toBe("accepted");
      book.held = false;
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
      if (book.isDecided && book.phases.get(given.phase) === "running") return answer;
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
    case "abort": {
      const answer = await give(abortPhase, batchId, { phaseId: given.phase }, given.by);
      if (!isDone(answer)) return answer;
      never("aborted what did not run", book.phases.get(given.phase) !== "running");
      book.phases.set(given.phase, "aborted");
      book.entered(given.by, idsOf(answer));
      return answer;
    }
    case "skip": {
      const [deviationId] = book.deviations.keys();
      const data = { phaseId: given.phase, ...(deviationId !== undefined && { deviationId }) };
      const answer = await give(skipPhase, batchId, data, given.by);
      if (!isDone(answer)) return answer;
      never("left out without a deviation, or not by the rules", !deviationId || !book.mayAct);
      book.phases.set(given.phase, "skipped");
      book.entered(given.by, idsOf(answer));
      return answer;
    }
    case "charge":
    case "sawCharge": {
      const quantity = x.kg(given.kilograms);
      const how = { kind: "charge", basis: "weighed" } as const;
      const data = { materialLotId: works.lots[given.lot], batchId, quantity, charge: how };
      const make = given.do === "charge" ? chargeMaterial : recordCharge;
      const answer = await make(handler, request(data), as(given.by));
      if (given.do === "sawCharge") {
        // What was drawn is drawn, whatever became of the record.
        expect(book.isDecided || answer.outcome === "accepted").toBe(true);
      } else if (answer.outcome === "accepted") {
        never("charged against the rules", !book.mayAct || given.lot !== "good");
      }
      if (answer.outcome === "refused") return answer;
      book.drawn[given.lot] = book.drawn[given.lot].plus(given.kilograms);
      await charged(book, works, given);
      return answer;
    }
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
      const data = { parameter, path, value, source: "manual" } as const;
      const answer = observed(await give(recordParameter, batchId, data, given.by), book, given.by);
      if (isDone(answer)) book.values.set(given.do, given.value);
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
      const answer = observed(await give(computeYield, batchId, data, given.by), book, given.by);
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
      const answer = await give(completeBatch, batchId, {}, given.by);
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
        never("released with a deviation that is not assessed", !book.areDeviationsAcceptable);
        book.released = true;
      }
      return answer;
    }
    default:
      return given satisfies never;
  }
}

/** Production, quality and the approval of the record. */
async function judged(
  { do: what, by }: { readonly do: "produce" | "review" | "approve"; readonly by: Person },
  book: Book,
  { handler, batchId, give }: Works,
): Promise<Answer> {
  const { revision: toRevision } = await handler.load(batch, batchId);
  if (what === "approve") {
    const call = { commandId: id(), id: batchId, data: { toRevision }, claims: { reason } };
    const answer = await approveRecord(handler, call, as(by));
    if (!isDone(answer)) return answer;
    never("approved what is not complete", book.status !== "completed");
    expect(book.lacks).toEqual([]);
    never("approved by who worked on it", book.performers.has(by));
    never("approved on hold", book.held);
    never("approved without an assessment", !book.areDeviationsAcceptable);
    never("approved without two people", !book.produced || !book.reviewed);
    never("production and quality are one", book.produced === book.reviewed);
    book.status = "approved";
    book.judged(idsOf(answer));
    return answer;
  }
  const answer =
    what === "produce"
      ? await give(approveProduction, batchId, { toRevision }, by)
      : await give(reviewRecord, batchId, { toRevision, conclusion: "As it should be." }, by);
  if (answer.outcome === "refused") return answer;
  never("judged by who worked on it", isDone(answer) && book.performers.has(by));
  book.judged(idsOf(answer));
  if (!isDone(answer)) return answer;
  if (what === "produce") book.produced = by;
  else book.reviewed = by;
  return answer;
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

/** The second half of a charge stands in the batch. */
async function charged(
  book: Book,
  works: Works,
  { lot: of, by }: { readonly lot: LotKey; readonly by: Person },
): Promise<void> {
  const fresh = await unknownTo(book, works);
  if (of !== "foreign") book.charges.push(...fresh.map((one) => ({ id: one, by })));
  book.entered(by, fresh);
}

/** What a process wrote into the batch. */
async function caughtUp(book: Book, works: Works, by: Person | undefined): Promise<void> {
  const fresh = await unknownTo(book, works);
  if (by !== undefined) book.entered(by, fresh);
  else book.judged(fresh);
}

async function unknownTo(book: Book, works: Works): Promise<readonly string[]> {
  const known = new Set(book.eventIds);
  return (await entriesOf(works)).map((one) => one.id).filter((one) => !known.has(one));
}
