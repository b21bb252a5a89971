// What went into the batch and what came out of it.
import { sumOf } from "../../../domain/kernel/quantity.ts";
import type { Container } from "../../../domain/kernel/shape/container.ts";
import { type Handlers, ofBatch, ofBatchWithId } from "./tables.ts";

export const materialHandlers = {
  MaterialConsumed(into, event) {
    const { data } = event;
    into.insert("material_use", {
      ...ofBatchWithId(event),
      material_lot_id: data.materialLotId,
      material_definition_id: data.material.materialDefinitionId,
      material: data.material.name,
      container_id: data.containerId ?? null,
      quantity: data.quantity ?? null,
      kind: data.kind,
      basis: data.basis,
      charged: data.interval ?? null,
      path: data.path ?? null,
      drawn_event_id: data.drawnEventId ?? null,
      override_ids: data.overrideIds ?? [],
      flags: data.flags,
    });
  },
  MaterialConsumptionCorrected: (into, event) =>
    into.insert("material_correction", {
      ...ofBatch(event),
      corrects_event_id: event.data.correctsEventId,
      quantity: event.data.quantity,
    }),
  MaterialConsumptionVoided: (into, event) =>
    into.insert("material_correction", {
      ...ofBatch(event),
      corrects_event_id: event.data.correctsEventId,
    }),
  OutputProduced(into, event) {
    const { data } = event;
    into.insert("output", {
      ...ofBatchWithId(event),
      material_lot_id: data.materialLotId,
      material_definition_id: data.material.materialDefinitionId,
      material: data.material.name,
      identifiers: data.identifiers,
      quantity: data.quantity ?? null,
      pieces: piecesOf(data.containers) ?? null,
      containers: data.containers,
      expires_on: data.expiresOn ?? null,
      retest_on: data.retestOn ?? null,
      flags: data.flags,
    });
  },
} satisfies Handlers;

/** All of them; undefined where one was not counted. */
const piecesOf = (containers: readonly Container[]) => sumOf(containers.map(({ count }) => count));
