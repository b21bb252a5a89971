// Every aggregate and every event type of the product. API, codec, docs, schemas and the audit
// trail derive from it.
import { accessControl } from "./access-control/access-control.ts";
import { auditReview } from "./audit-review/audit-review.ts";
import { batch } from "./batch/batch.ts";
import { complaint } from "./complaint/complaint.ts";
import { deviation } from "./deviation/deviation.ts";
import { disposition } from "./disposition/disposition.ts";
import { equipment } from "./equipment/equipment.ts";
import { exceptionRuleSet } from "./exception-rule-set/exception-rule-set.ts";
import { holdRegister } from "./hold-register/hold-register.ts";
import { identifier } from "./identifier/identifier.ts";
import { importing } from "./import/import.ts";
import { AttemptRefused } from "./kernel/attempt-refused.ts";
import type { EventType } from "./kernel/event-type.ts";
import { location } from "./location/location.ts";
import { log } from "./log/log.ts";
import { logisticUnit } from "./logistic-unit/logistic-unit.ts";
import { masterRecipe } from "./master-recipe/life/master-recipe.ts";
import { materialDefinition } from "./material-definition/material-definition.ts";
import { materialLot } from "./material-lot/material-lot.ts";
import { order } from "./order/order.ts";
import { party } from "./party/party.ts";
import { person } from "./person/person.ts";
import { processData } from "./process-data/process-data.ts";
import { purchaseOrder } from "./purchase-order/purchase-order.ts";
import { recallLetter } from "./recall/letter/recall-letter.ts";
import { recall } from "./recall/recall.ts";
import { role } from "./role/role.ts";
import { sample } from "./sample/sample.ts";
import { serialRegister } from "./serial-register/serial-register.ts";
import { service } from "./service/service.ts";
import { session } from "./session/session.ts";
import { shipment } from "./shipment/shipment.ts";
import { signature } from "./signature/signature.ts";
import { specification } from "./specification/specification.ts";
import { traceExercise } from "./trace-exercise/trace-exercise.ts";

/** One line for each aggregate. */
export const aggregates = [
  accessControl,
  auditReview,
  batch,
  complaint,
  deviation,
  disposition,
  equipment,
  exceptionRuleSet,
  holdRegister,
  identifier,
  importing,
  location,
  log,
  logisticUnit,
  masterRecipe,
  materialDefinition,
  materialLot,
  order,
  party,
  person,
  processData,
  purchaseOrder,
  recall,
  recallLetter,
  role,
  sample,
  serialRegister,
  service,
  session,
  shipment,
  signature,
  specification,
  traceExercise,
] as const;

/** What an aggregate's fold handles. */
type EventIn<Aggregate> = Aggregate extends {
  evolve(state: never, event: infer Event, recorded: never): unknown;
}
  ? Event
  : never;

export type ProductionEvent = EventIn<(typeof aggregates)[number]> | AttemptRefused;

/**
 * By name. A name stands for one event type of one aggregate; a second one fails when the program
 * loads.
 */
export const eventTypes: ReadonlyMap<string, EventType> = byName([
  AttemptRefused,
  ...aggregates.flatMap((aggregate) => aggregate.events),
]);

/** Who reads what: nobody waits for these by the moment, and they come in great numbers. */
export const canWait = (type: string): boolean => eventTypes.get(type)?.action === "read";

function byName(types: readonly EventType[]): ReadonlyMap<string, EventType> {
  const found = new Map<string, EventType>();
  for (const type of types) {
    if (found.has(type.name)) throw new Error(`Two event types are called ${type.name}.`);
    found.set(type.name, type);
  }
  return found;
}
