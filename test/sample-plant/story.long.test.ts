// What the log holds after three batches: every special case, quantities that add up, people.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batch } from "../../src/domain/batch/batch.ts";
import type { ProductionEvent } from "../../src/domain/catalogue.ts";
import type { Recorded } from "../../src/domain/kernel/metadata.ts";
import { compare, type Quantity, sumOf } from "../../src/domain/kernel/quantity.ts";
import { materialLot } from "../../src/domain/material-lot/material-lot.ts";
import { stockNow } from "../../src/domain/material-lot/on-hand.ts";
import { containersOf } from "../../src/domain/material-lot/stock.ts";
import { localTime } from "../../src/projections/wording/local-time.ts";
import { people, shifts } from "../../src/sample-plant/people/people.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { eventsIn, ofType, type PlayedInto, playInto } from "./plant-for-test.ts";

let running: LogForTest;
let played: PlayedInto;
let events: readonly Recorded<ProductionEvent>[];
beforeAll(async () => {
  running = await startLog();
  played = await playInto(running.log, { batches: 3 });
  events = await eventsIn(running.log);
}, 600_000);
afterAll(() => running[Symbol.asyncDispose]());

const of = <Type extends ProductionEvent["type"]>(type: Type) => ofType(events, type);
const numberOf = (batchId: string) => played.batches.find((one) => one.batchId === batchId);

describe("each special case is in the log", () => {
  test("exactly these attempts were refused", () => {
    expect(of("AttemptRefused").map(({ event: { data } }) => data.code)).toEqual([
      "MATERIAL_REJECTED",
      "SECOND_PERSON_REQUIRED",
      "STEP_OUT_OF_ORDER",
      "WRONG_MATERIAL",
      "QA_REVIEW_PENDING",
      // Of the first packs: cartons of another strength.
      "WRONG_MATERIAL",
      "QP_REQUIRED",
      "LOT_ON_HOLD",
      "BATCH_RECORD_INCOMPLETE",
      "LABEL_RECONCILIATION_FAILED",
      "PERSON_LEFT",
      "RECORD_CHANGED_SINCE_VIEW",
    ]);
  });

  test("a rework: what one batch made is charged into a later one", () => {
    const [rework] = of("MaterialConsumed").filter(({ event }) => event.data.kind === "rework");
    const lotId = rework?.event.data.materialLotId;
    const made = of("OutputProduced").find(({ event }) => event.data.materialLotId === lotId);
    expect(numberOf(made!.stream.slice("batch-".length))?.batchNumber).toBe("T26002");
    expect(numberOf(rework!.stream.slice("batch-".length))?.batchNumber).toBe("T26003");
    const decisions = of("DispositionDecided").filter(
      ({ event }) => event.data.materialLotId === lotId,
    );
    expect(decisions.map(({ event }) => event.data.decision)).toEqual(["rework", "conditional"]);
  });

  test("splits, merges and a silo heel", () => {
    // One for each batch that was shipped, and a drum that went back to its supplier.
    expect(of("MaterialLotSplit")).toHaveLength(4);
    const merges = of("MaterialLotsMerged").map(({ event }) => event.data.from);
    expect(merges).toHaveLength(4);
    expect(merges.filter((from) => from.some(({ heel }) => heel))).toHaveLength(1);
  });

  test("one supplier lot in two receipts", () => {
    const numbers = of("MaterialLotReceived").map(({ event }) =>
      event.data.identifiers.find(({ scheme }) => scheme === "supplierLot"),
    );
    const same = numbers.filter((one) => one?.value === "NC-26087");
    expect(same).toHaveLength(2);
    expect(same[0]).toEqual(same[1]);
  });

  test("a rejected lot that nothing was made of", () => {
    const [rejected] = of("DispositionDecided").filter(
      ({ event, metadata }) => event.data.decision === "reject" && metadata.reason,
    );
    const lotId = rejected?.event.data.materialLotId;
    expect(lotId).toBeDefined();
    expect(of("MaterialConsumed").some(({ event }) => event.data.materialLotId === lotId)).toBe(
      false,
    );
  });

  test("backflushed consumptions", () => {
    const flushed = of("MaterialConsumed").filter(({ event }) => event.data.basis !== "weighed");
    expect(new Set(flushed.map(({ event }) => event.data.basis))).toEqual(
      new Set(["counted", "backflushed"]),
    );
  });

  test("a late entry, with its reason", () => {
    const late = events.filter(({ metadata: { recordedAt, occurredAt, actor } }) => {
      return actor.kind === "person" && Date.parse(recordedAt) > Date.parse(occurredAt);
    });
    expect(late.map(({ event }) => event.type)).toEqual(["ParameterRecorded"]);
    expect(late[0]?.metadata.reason?.code).toBe("LATE_ENTRY");
  });

  test("a correction, with its reason, in batch and lot alike", () => {
    const [inBatch] = of("MaterialConsumptionCorrected");
    const [inLot] = of("MaterialDrawCorrected");
    expect(inBatch?.metadata.reason?.code).toBe("MISREAD");
    expect(inLot?.metadata.reason).toEqual(inBatch?.metadata.reason);
    expect(inLot?.metadata.before).toEqual(inBatch?.metadata.before);
    expect(inLot?.event.data.quantity).toEqual(inBatch?.event.data.quantity);
  });

  test("a result out of its limits stays first; repeats name it; a deviation follows", () => {
    const hardness = of("ResultRecorded").filter(
      ({ event: { data } }) => data.sample === "10:30" && data.test.startsWith("Hardness"),
    );
    const outside = hardness.filter(({ event }) => event.data.outOfSpecification);
    const [first, repeat] = outside;
    expect(outside).toHaveLength(2);
    expect(first?.event.data.repeatOfEventId).toBeUndefined();
    expect(repeat?.event.data.repeatOfEventId).toBe(first?.id);
    expect(repeat?.metadata.actor.id).not.toBe(first?.metadata.actor.id);
    const later = hardness.filter(({ event }) => event.data.repeatOfEventId === first?.id);
    expect(later.at(-1)?.event.data.outOfSpecification).toBe(false);
    const raised = of("DeviationRaised").filter(({ stream }) => stream !== "");
    // The cores, the leaflets, what was copied, the scale.
    expect(raised.map(({ event }) => event.data.batchId).filter((id) => id)).toHaveLength(4);
    expect(of("DeviationClosed")).toHaveLength(raised.length);
  });

  test("a hold is placed, inherited, and lifted everywhere", () => {
    const [onBatch] = of("BatchHoldPlaced");
    const onLots = of("HoldPlaced");
    expect(onLots.map(({ event }) => event.data.inheritedFromBatchId)).toEqual([
      undefined,
      onBatch?.stream.slice("batch-".length),
    ]);
    expect(of("BatchHoldLifted")).toHaveLength(1);
    expect(of("HoldLifted").map(({ stream }) => stream)).toEqual(
      onLots.map(({ stream }) => stream),
    );
  });

  test("packs are certified by a Qualified Person for each market, after she was entered", () => {
    const [entered] = of("QualifiedPersonEntered");
    const { registerNumber, authority, sites } = entered!.event.data;
    expect(sites).toEqual([entered!.metadata.site]);
    const certified = of("DispositionDecided").filter(({ event }) => event.data.qualifiedAs);
    expect(certified.map(({ event }) => event.data.market)).toEqual(
      Array.from({ length: 3 }, () => ["DE", "AT"]).flat(),
    );
    for (const { event, metadata } of certified) {
      expect(event.data.qualifiedAs).toEqual({ registerNumber, authority });
      expect(`person-${metadata.actor.id}`).toBe(entered!.stream);
      expect(Date.parse(metadata.recordedAt)).toBeGreaterThan(
        Date.parse(entered!.metadata.recordedAt),
      );
    }
  });

  test("a step is held and restarted, each with its reason", () => {
    const [held] = of("PhaseHeld");
    const [restarted] = of("PhaseRestarted");
    expect(held?.event.data).toMatchObject({ phaseId: "press", run: 1 });
    expect(restarted?.event.data).toMatchObject({ phaseId: "press", run: 1 });
    expect(restarted?.stream).toBe(held?.stream);
    const codes = [held, restarted].map((one) => one?.metadata.reason?.code);
    expect(codes).toEqual(["OUT_OF_SPECIFICATION", "REPAIRED"]);
  });

  test("each has its line among the highlights", () => {
    const names = played.highlights.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(37);
  });
});

describe("quantities", () => {
  const zero = (quantity: Quantity): Quantity => ({ ...quantity, value: "0" });

  test("no lot and no container ever had less than nothing", async () => {
    const lots = [
      ...of("MaterialLotReceived"),
      ...of("MaterialLotProduced"),
      ...of("MaterialLotsMerged"),
      ...of("MaterialLotSplitOff"),
    ];
    for (const { stream } of lots) {
      const { state } = await played.handler.load(materialLot, stream.slice("materialLot-".length));
      if (state.status === "unknown") throw new Error(stream);
      const stock = stockNow(state.onHand);
      const [total, containers] = [stock.total, containersOf(stock)];
      for (const one of [total, ...containers.values()]) {
        expect(one && compare(one, zero(one))).not.toBe(-1);
      }
    }
    for (const type of ["MaterialDrawn", "MaterialSampled", "MaterialScrapped"] as const) {
      expect(of(type).filter(({ event }) => event.data.flags.length > 0)).toEqual([]);
    }
  });

  test("what was packed was shipped, but for samples", () => {
    for (const { batchId } of played.batches.filter(({ stage }) => stage === "packaging")) {
      const made = of("OutputProduced").find(({ stream }) => stream === `batch-${batchId}`)!;
      const { materialLotId, quantity } = made.event.data;
      const parts = of("MaterialLotSplitOff")
        .filter(({ event }) => event.data.fromMaterialLotId === materialLotId)
        .map(({ stream }) => stream.slice("materialLot-".length));
      const lots = new Set([materialLotId, ...parts]);
      const shipped = of("ShipmentDispatched")
        .flatMap(({ event }) => event.data.lines)
        .filter((line) => lots.has(line.materialLotId));
      const sampled = of("MaterialSampled").filter(
        ({ stream }) => stream === `materialLot-${materialLotId}`,
      );
      const gone = [...shipped, ...sampled.map(({ event }) => event.data)];
      expect(sumOf(gone.map((one) => one.quantity))).toEqual(quantity);
    }
  });

  test("a batch makes less than went in, and its yields are within their limits", () => {
    for (const { batchId, stage } of played.batches) {
      const own = events.filter(({ stream }) => stream === `batch-${batchId}`);
      const yields = ofType(own, "YieldComputed");
      expect(yields).toHaveLength(stage === "processing" ? 3 : 1);
      expect(yields.map(({ event }) => event.data.outOfLimit)).not.toContain(true);
      if (stage === "packaging") continue;
      const dry = ofType(own, "MaterialConsumed").filter(
        ({ event }) => event.data.material.name !== "Purified water",
      );
      const input = sumOf(dry.map(({ event }) => event.data.quantity))!;
      const output = sumOf(ofType(own, "OutputProduced").map(({ event }) => event.data.quantity))!;
      expect(compare(output, input)).toBe(-1);
      expect(Number(output.value) / Number(input.value)).toBeGreaterThan(0.97);
    }
  });
});

describe("people", () => {
  const acts = () => events.filter(({ metadata }) => metadata.actor.kind === "person");
  const keyOf = (username: string) =>
    Object.values(people).find((one) => one.username === username)!;

  test("nobody acted without having been there", () => {
    expect(new Set(events.map(({ metadata }) => metadata.authentication.method))).toEqual(
      new Set(["demo"]),
    );
    const enrolled = new Set(of("PersonEnrolled").map(({ stream }) => stream));
    expect(enrolled.size).toBe(14);
    for (const { metadata } of acts()) expect(enrolled).toContain(`person-${metadata.actor.id}`);
  });

  test("one thing at a time: no two commands share a time, and time runs back once", () => {
    let last = { at: "", commandId: "", correlation: "" };
    let back = 0;
    for (const { metadata } of events) {
      const { recordedAt: at, commandId, $correlationId: correlation } = metadata;
      if (at < last.at) back += 1;
      if (at === last.at) expect(correlation).toBe(last.correlation);
      last = { at, commandId, correlation };
    }
    expect(back).toBe(1);
  });

  test("everybody works in their shift, on weekdays", () => {
    for (const { metadata, event } of acts()) {
      if (metadata.actor.kind !== "person") continue;
      const [from, to] = shifts[keyOf(metadata.actor.username).shift];
      const [day, time = ""] = localTime(metadata.recordedAt, metadata.zone).split(" ");
      expect(time >= from && time <= `${to}:00`, `${event.type} at ${day} ${time}`).toBe(true);
      expect([0, 6]).not.toContain(new Date(`${day}T12:00:00Z`).getUTCDay());
    }
  });

  test("records keep the name of then; who left does nothing more", () => {
    const [married] = of("PersonNameChanged");
    const [left] = of("PersonLeft");
    const names = (by: Recorded<ProductionEvent>, later: boolean) =>
      new Set(
        acts()
          .filter(({ metadata }) => `person-${metadata.actor.id}` === by.stream)
          .filter(({ metadata }) => metadata.recordedAt > by.metadata.recordedAt === later)
          .flatMap(({ metadata: { actor } }) => ("printedName" in actor ? actor.printedName : [])),
      );
    expect(names(married!, false)).toEqual(new Set(["Zoë Brückner"]));
    expect(names(married!, true)).toEqual(new Set(["Zoë Brückner-Lindström"]));
    expect(names(left!, true)).toEqual(new Set());
  });

  test("two shifts made each batch, and others approved its record", async () => {
    for (const { batchId } of played.batches) {
      const { state } = await played.handler.load(batch, batchId);
      expect(state.status).toBe("approved");
      const own = acts().filter(({ stream }) => stream === `batch-${batchId}`);
      const usernames = own.flatMap(({ metadata: { actor } }) =>
        "username" in actor ? actor.username : [],
      );
      const worked = new Set(usernames.map((username) => keyOf(username).shift));
      expect(worked).toEqual(new Set(["early", "late", "day"]));
    }
  });
});
