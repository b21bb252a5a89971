// The letter to a consignee, with the numbers that it knows: those on the goods and on the delivery
// note.
import { type Identifier, written } from "../../domain/kernel/identifier.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import type { Consignee } from "../../domain/recall/consignee/consignee.ts";
import {
  goodsOf,
  type Letter,
  type LetterLine,
  letterTo,
  type NamedLine,
} from "../../domain/recall/letter/letter.ts";
import { letterInUse, recallLetter } from "../../domain/recall/letter/recall-letter.ts";
import type { Recall } from "../../domain/recall/recall.ts";
import { shipment } from "../../domain/shipment/shipment.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";

type Loading = Pick<Handler, "load">;

/** `at`: when it is written, an instant in UTC. */
export async function letterFor(
  handler: Loading,
  of: Recall,
  consignee: Consignee,
  at: string,
): Promise<Letter> {
  const { state } = await handler.load(recallLetter, of.opened.type);
  const goods: NamedLine[] = [];
  for (const line of goodsOf(of, consignee)) goods.push(await named(handler, line));
  return letterTo(of, consignee, letterInUse(state), goods, at);
}

async function named(handler: Loading, line: LetterLine): Promise<NamedLine> {
  const { lot, material } = await lotNamed(handler, line.materialLotId);
  const { shipmentId } = line;
  if (shipmentId === undefined) return { ...line, lot, material };
  const { state: sent } = await handler.load(shipment, shipmentId);
  const under = sent.status === "unknown" ? shipmentId : numbers(sent.prepared.identifiers);
  return { ...line, lot, material, under: under || shipmentId };
}

/** As people write it; the id where nothing is recorded of it. */
export async function lotNamed(
  handler: Loading,
  materialLotId: string,
): Promise<{ readonly lot: string; readonly material: string }> {
  const { state } = await handler.load(materialLot, materialLotId);
  if (state.status === "unknown") return { lot: materialLotId, material: "not known" };
  return { lot: numbers(state.identifiers) || materialLotId, material: state.material.name };
}

const numbers = (identifiers: readonly Identifier[]): string => identifiers.map(written).join(", ");
