// A plant in which things can be held, packed and shipped.
import { expect } from "vitest";
import type { batch } from "../../../src/domain/batch/batch.ts";
import {
  liftPredicateHold,
  placePredicateHold,
} from "../../../src/domain/hold-register/commands.ts";
import type { Predicate } from "../../../src/domain/hold-register/events.ts";
import { openLogisticUnit } from "../../../src/domain/logistic-unit/commands.ts";
import type { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import type { Answer, Call, Handler, Session } from "../../../src/eventstore/handler/handle.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import { loadUnit } from "../../../src/processes/hold/load-unit.ts";
import { produceOutput } from "../../../src/processes/produce-output.ts";
import { kg, plantOn, session } from "../plant-for-test.ts";

export const id = () => crypto.randomUUID();
export const reason = { code: "cleared", text: "The sample showed nothing." };
export const requested = <Data>(data: Data) => ({ commandId: id(), data, claims: { reason } });
export const hold = { code: "foreignBody", owner: "laboratory" };
export const tablets = { materialDefinitionId: "tablets", name: "Tablets 20 mg" };
export const ofLot = (materialLotId: string) => ({ kind: "lot" as const, materialLotId });

export const shipmentOf = (
  shipmentId: string,
  lots: readonly string[],
  logisticUnitIds: readonly string[] = [],
) => ({
  identifiers: [{ scheme: "shipment", issuer: "plant", value: shipmentId }],
  customerPartyId: "p-1",
  consignee: { name: "Apotheke am Ring" },
  lines: lots.map((materialLotId) => ({ materialLotId, quantity: kg("1") })),
  logisticUnitIds,
  documents: [],
});

/** Lets something happen just before an event of this type is appended. */
export function logWith(log: EventLog, type: string, before: () => Promise<unknown>): EventLog {
  let due = true;
  return {
    ...log,
    readStream: (...args) => log.readStream(...args),
    async append(stream, appended, expected) {
      if (due && appended[0]?.type === type) {
        due = false;
        await before();
      }
      return log.append(stream, appended, expected);
    },
  };
}

type Give = (handler: Handler, call: Call, session: Session) => Promise<Answer>;

export type HeldPlant = ReturnType<typeof heldPlantOn>;
export const heldPlantOn = (log: EventLog) => heldPlantWith(log, undefined);

/** With the handler of a service, where there is one. */
export function heldPlantWith(log: EventLog, handler: Handler | undefined) {
  const plant = plantOn(log, { handler });
  const give = (process: Give, one: string, data: object, handler = plant.handler) =>
    process(handler, { commandId: id(), id: one, data, claims: { reason } }, session);
  const load = (unit: string, materialLotId: string) =>
    give(loadUnit, unit, { movementId: id(), materialLotId, quantity: kg("1") });
  return {
    ...plant,
    give,
    load,
    events: (stream: string) => Array.fromAsync(log.readStream(stream)),
    async holdsOf(of: typeof materialLot | typeof batch, one: string) {
      const { state } = await plant.handler.load<
        { readonly status: "unknown" } | { readonly holds: ReadonlyMap<string, unknown> }
      >(of, one);
      return "holds" in state ? [...state.holds.keys()] : [];
    },
    /** On the register of the site; each test has holds of its own. */
    async heldIf(...predicates: Predicate[]): Promise<string> {
      const holdId = id();
      await plant.run(placePredicateHold, session.site, { ...hold, holdId, predicates });
      return holdId;
    },
    lift(holdId: string) {
      const call = { commandId: id(), id: session.site, data: { holdId }, claims: { reason } };
      return plant.handler.execute(liftPredicateHold, call, session);
    },
    async outputOf(batchId: string) {
      const materialLotId = id();
      const identifiers = [{ scheme: "tablets-3", issuer: "plant", value: materialLotId }];
      const data = { batchId, materialLotId, material: tablets, identifiers, containers: [] };
      const answer = await produceOutput(plant.handler, requested(data), session);
      expect(answer.outcome).toBe("accepted");
      return materialLotId;
    },
    async unitWith(...lots: string[]) {
      const unit = id();
      const identifiers = [{ scheme: "pallet", issuer: "plant", value: unit }];
      await plant.run(openLogisticUnit, unit, { identifiers, kind: "pallet" });
      for (const lot of lots) expect(await load(unit, lot)).toMatchObject({ outcome: "accepted" });
      return unit;
    },
  };
}
