// Values of the process, results of tests, yields and series of readings, each with what it repeats
// or corrects.
import { type Handlers, ofBatch, ofBatchWithId } from "./tables.ts";

export const readingHandlers = {
  ParameterRecorded(into, event) {
    const { data } = event;
    into.insert("reading", {
      ...ofBatchWithId(event),
      name: data.parameter,
      path: data.path ?? null,
      occasion: data.occasion ?? null,
      equipment_id: data.equipmentId ?? null,
      value: data.value,
      limits: data.limits ?? null,
      is_outside: data.outOfLimit ?? null,
      source: data.source,
      claimed_source: data.claimedSource ?? null,
      repeat_of_event_id: data.repeatOfEventId ?? null,
    });
  },
  ParameterCorrected(into, event) {
    const { data } = event;
    into.insert("reading", {
      ...ofBatchWithId(event),
      name: data.parameter,
      value: data.value,
      limits: data.limits ?? null,
      is_outside: data.outOfLimit ?? null,
      corrects_event_id: data.correctsEventId,
    });
  },
  ResultRecorded(into, event) {
    const { data } = event;
    into.insert("reading", {
      ...ofBatchWithId(event),
      stage: data.stage,
      name: data.test,
      method: data.method ?? null,
      sample: data.sample ?? null,
      material_lot_id: data.materialLotId ?? null,
      value: data.value,
      limits: data.limits ?? null,
      is_outside: data.outOfSpecification ?? null,
      source: data.source,
      claimed_source: data.claimedSource ?? null,
      repeat_of_event_id: data.repeatOfEventId ?? null,
    });
  },
  ResultCorrected(into, event) {
    const { data } = event;
    into.insert("reading", {
      ...ofBatchWithId(event),
      stage: data.stage,
      name: data.test,
      value: data.value,
      limits: data.limits ?? null,
      is_outside: data.outOfSpecification ?? null,
      corrects_event_id: data.correctsEventId,
    });
  },
  TestsListed(into, event) {
    const { stage, tests, basis, materialLotId } = event.data;
    const listed = { stage, tests, basis, material_lot_id: materialLotId ?? null };
    into.insert("tests_listed", { ...ofBatch(event), ...listed });
  },

  YieldComputed(into, event) {
    const { data } = event;
    into.insert("yield", {
      ...ofBatchWithId(event),
      stage: data.stage,
      percent: data.percent,
      theoretical: data.theoretical ?? null,
      actual: data.actual ?? null,
      formula: data.formula,
      inputs: data.inputs,
      basis: data.basis,
      limits: data.limits ?? null,
      is_outside: data.outOfLimit ?? null,
      is_implausible: data.implausible,
      corrects_event_id: data.correctsEventId ?? null,
    });
  },
  ProcessDataSummarised(into, event) {
    const { data } = event;
    into.insert("series", {
      ...ofBatchWithId(event),
      stream_name: data.streamName,
      equipment_id: data.equipmentId ?? null,
      from_at: data.from,
      to_at: data.to,
      row_count: data.rowCount,
      chunk_count: data.chunkCount,
      digest: data.digest,
      tags: data.tags,
      corrects_event_id: data.correctsEventId ?? null,
    });
  },
} satisfies Handlers;
