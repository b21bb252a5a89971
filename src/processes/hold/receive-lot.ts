// Receiving a lot: what falls under a hold of the register is held from its first event on, what is
// not as it should be is flagged, and the order that it came on takes note of it.
import { holdsOnLot } from "../../domain/hold-register/fitting.ts";
import type { DataOf } from "../../domain/kernel/decider.ts";
import { datesMeant } from "../../domain/kernel/entry/dates.ts";
import { isRefusal } from "../../domain/kernel/refusal.ts";
import {
  type MaterialDefinitionState,
  materialDefinition,
} from "../../domain/material-definition/material-definition.ts";
import type { MaterialLotEvent } from "../../domain/material-lot/material-lot.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { receiveMaterialLot } from "../../domain/material-lot/origin/commands.ts";
import { party } from "../../domain/party/party.ts";
import { recordLineReceived } from "../../domain/purchase-order/commands.ts";
import { purchaseOrder } from "../../domain/purchase-order/purchase-order.ts";
import { specification } from "../../domain/specification/specification.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { arrivalFlags, quantityOf } from "../material/arrival.ts";
import { evidenceIn, readsOf } from "../material/judgement/evidence.ts";
import { eventIn, type FirstHalf, firstHalf, followUp, mustBeAccepted } from "../request.ts";
import { lookingAt } from "./looking-at.ts";
import { registerOf } from "./standing.ts";

type Data = DataOf<typeof receiveMaterialLot>;

const readsFor = ({ material, supplier, manufacturer, orderLine }: Data) => {
  const parties = [supplier?.partyId, manufacturer?.partyId];
  return readsOf([
    [specification, material.materialDefinitionId],
    [materialDefinition, material.materialDefinitionId],
    ...parties.flatMap((id) => (id === undefined ? [] : [[party, id] as const])),
    ...(orderLine ? [[purchaseOrder, orderLine.purchaseOrderId] as const] : []),
  ]);
};

const definitionIn = (definition: MaterialDefinitionState | undefined) =>
  definition && definition.status !== "undefined" ? definition.current : undefined;

const artworkIn = (definition: MaterialDefinitionState | undefined) => {
  const { artworkVersion } = definitionIn(definition) ?? {};
  return artworkVersion ? { artworkVersion } : {};
};

const receiveAt = (site: string, given: Data) =>
  lookingAt(
    receiveMaterialLot,
    { ...readsFor(given), register: registerOf(site) },
    (received, { data, also, context }) => {
      const { material, identifiers } = data;
      const { register, ...states } = also;
      const { materialDefinitionId } = material;
      const lot = { materialLotId: context.id, materialDefinitionId, identifiers, madeOn: [] };
      const fitting = register === undefined ? [] : holdsOnLot(register, lot);
      const holds = fitting.map((hold) => ({
        type: "HoldPlaced" as const,
        data: { ...hold, inheritedFromRegisterOf: site },
      }));
      const evidence = evidenceIn(states);
      const definition = evidence.of(materialDefinition, materialDefinitionId);
      const shelfLife = definitionIn(definition)?.shelfLife;
      const held = { on: context.date, ...(shelfLife && { shelfLife_months: shelfLife.months }) };
      const meant = datesMeant(data, held, context);
      if (isRefusal(meant)) return meant;
      const found = received.map((event): MaterialLotEvent => {
        if (event.type !== "MaterialLotReceived") return event;
        const flags = arrivalFlags(evidence, event.data, context);
        const { confirmed: _, ...said } = event.data;
        const arrival = { on: context.date, flags, ...artworkIn(definition) };
        return { ...event, data: { ...said, arrival, ...meant } };
      });
      return [...found, ...holds];
    },
  );

export async function receiveLot(handler: Handler, call: Call, session: Session): Promise<Answer> {
  const asked = receiveMaterialLot.data.safeParse(call.data);
  if (!asked.success) return handler.execute(receiveMaterialLot, call, session);
  const received = await handler.execute(receiveAt(session.site, asked.data), call, session);
  if (received.outcome === "refused") return received;
  const eventId = eventIn(received, "MaterialLotReceived");
  if (eventId === undefined || !asked.data.orderLine) return received;
  await finishReceipt(handler, call.id, firstHalf(call, eventId), session);
  return received;
}

/** The line of the order that the lot names takes note of it, where there is such a line. */
export async function finishReceipt(
  handler: Handler,
  materialLotId: string,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  const { state } = await handler.load(materialLot, materialLotId);
  const receipt = state.status === "unknown" ? undefined : state.receipt;
  if (!receipt?.orderLine || receipt.arrival?.flags.includes("NOT_ON_ORDER")) return;
  const { purchaseOrderId, lineNumber } = receipt.orderLine;
  const quantity = quantityOf(receipt);
  const noted = { lineNumber, materialLotId, receivedEventId: first.eventId };
  const call = followUp(first, purchaseOrderId, { ...noted, ...(quantity && { quantity }) });
  const answer = await handler.execute(recordLineReceived, call, session);
  mustBeAccepted(answer, "Noting on the order what came in");
}
