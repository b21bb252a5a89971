// What is asked when goods stand on the dock, and noted: whether they were ordered, whether they
// are more than that, whether they come from whom they may, and how they look. Nothing of it sends
// them away; they are in quarantine.
import type { EventOf } from "../../domain/kernel/event-type.ts";
import { add, compare, negate, type Quantity, sumOf } from "../../domain/kernel/quantity.ts";
import type { ArrivalFlag } from "../../domain/material-lot/origin/delivery.ts";
import type { MaterialLotReceived } from "../../domain/material-lot/origin/events.ts";
import { isOver, lineOf, purchaseOrder } from "../../domain/purchase-order/purchase-order.ts";
import { specification } from "../../domain/specification/specification.ts";
import type { Evidence } from "./judgement/evidence.ts";
import { type Here, sourceStanding } from "./judgement/sources.ts";

type Received = EventOf<typeof MaterialLotReceived>["data"];

export function arrivalFlags(evidence: Evidence, data: Received, here: Here): ArrivalFlag[] {
  return [
    ...sourceFlags(evidence, data, here),
    ...orderFlags(evidence, data),
    ...(data.containers.some(({ condition }) => condition !== undefined && condition !== "sound")
      ? (["CONTAINER_DAMAGED"] as const)
      : []),
    ...(weightsDiffer(data) ? (["WEIGHT_DIFFERS"] as const) : []),
  ];
}

/** Where nobody is named and no specification asks, there is nobody to be approved. */
function sourceFlags(evidence: Evidence, data: Received, here: Here): readonly ArrivalFlag[] {
  const { material, supplier, manufacturer } = data;
  const specified = evidence.of(specification, material.materialDefinitionId)?.status;
  if (!supplier && !manufacturer && specified !== "specified") return [];
  const standing = sourceStanding(evidence, data, here);
  if (standing === "notApproved") return ["SUPPLIER_NOT_APPROVED"];
  return standing === "conditional" ? ["SUPPLIER_CONDITIONAL"] : [];
}

function orderFlags(evidence: Evidence, data: Received): readonly ArrivalFlag[] {
  const { orderLine, material, supplier } = data;
  if (!orderLine) return [];
  const order = evidence.of(purchaseOrder, orderLine.purchaseOrderId) ?? purchaseOrder.initial;
  const line = lineOf(order, orderLine.lineNumber);
  if (!line || order.status === "unknown") return ["NOT_ON_ORDER"];
  const other =
    order.status === "closed" ||
    line.material.materialDefinitionId !== material.materialDefinitionId ||
    (supplier !== undefined && supplier.partyId !== order.placed.supplier.partyId);
  if (other) return ["NOT_ON_ORDER"];
  return isOver(order, orderLine.lineNumber, quantityOf(data)) ? ["OVER_DELIVERED"] : [];
}

/** It names a line of an order that fits: the order will take note of it. */
export const isOnOrder = ({ orderLine, arrival }: Received): boolean =>
  orderLine !== undefined && arrival !== undefined && !arrival.flags.includes("NOT_ON_ORDER");

export const quantityOf = ({ quantity, containers }: Received): Quantity | undefined =>
  quantity ?? sumOf(containers.map((one) => one.quantity));

/** Gross less tare against net, and all containers against the whole. */
function weightsDiffer({ quantity, containers }: Received): boolean {
  const each = containers.some(({ gross, tare, quantity: net }) => {
    const weighed = gross && tare && add(gross, negate(tare));
    return weighed && net && ("refused" in weighed || compare(weighed, net) !== 0);
  });
  const all = sumOf(containers.map((one) => one.quantity));
  return each || (quantity !== undefined && all !== undefined && compare(all, quantity) !== 0);
}
