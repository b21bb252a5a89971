// A letter to one consignee, before it has a shape: the template in use, filled in from the recall.
import type { Quantity } from "../../kernel/quantity.ts";
import type { Consignee } from "../consignee/consignee.ts";
import type { Recall } from "../recall.ts";
import { isIn, shipmentsTo } from "../scope/scope.ts";
import type { LetterVersion } from "./recall-letter.ts";
import { filledIn } from "./template.ts";

export interface LetterLine {
  readonly materialLotId: string;
  /** Absent: passed on by whoever got it, who does not say how much to each. */
  readonly quantity?: Quantity;
  readonly shipmentId?: string;
  /** The consignee that had it, and did not say whether this lot was among what it passed on. */
  readonly hadBy?: string;
}

/** As the consignee knows it: names of the lot and the material, and the delivery note. */
export interface NamedLine extends LetterLine {
  readonly lot: string;
  readonly material: string;
  readonly under?: string;
}

export interface Letter {
  readonly recallNumber: string;
  readonly consigneeNumber: string;
  readonly version: number;
  readonly isMock: boolean;
  readonly isReminder: boolean;
  readonly name: string;
  readonly address?: string;
  readonly title: string;
  /** Paragraphs; the goods are listed in between. */
  readonly before: readonly string[];
  readonly goods: readonly NamedLine[];
  readonly after: readonly string[];
  /** A day, as ISO 8601. */
  readonly replyBy: string;
}

/**
 * What of the scope went to this consignee, by shipment; or what was passed on to it, where nobody
 * said what that was, all that was there to be passed on.
 */
export function goodsOf(recall: Recall, of: Consignee): readonly LetterLine[] {
  const { scope, consignees } = recall;
  const shipped = shipmentsTo(scope, of.consigneeNumber).flatMap(({ shipmentId, lines }) =>
    lines.map((line) => ({ ...line, shipmentId })),
  );
  const from = of.ofConsigneeId === undefined ? undefined : consignees.get(of.ofConsigneeId);
  const passedOn = (from?.reply?.lines ?? []).filter((line) => line.as === "passedOn");
  const all: readonly LetterLine[] = [
    ...shipped,
    ...passedOn.map(({ materialLotId }) => ({ materialLotId })),
  ];
  const inScope = all.filter(({ materialLotId }) => isIn(scope.lots, materialLotId));
  if (inScope.length > 0 || !from) return inScope;
  const { consigneeNumber: hadBy } = from;
  const had = new Set(goodsOf(recall, from).map(({ materialLotId }) => materialLotId));
  return [...had].map((materialLotId) => ({ materialLotId, hadBy }));
}

/** `at`: when it is written, an instant in UTC. */
export function letterTo(
  { opened, evaluated }: Recall,
  { consigneeNumber, name, address, notified }: Consignee,
  template: LetterVersion,
  goods: readonly NamedLine[],
  at: string,
): Letter {
  const { number: recallNumber, type, reason, mock: isMock } = opened;
  const replyBy = dayAfter(at, template.replyWithin_days);
  const about = {
    product: [...new Set(goods.map(({ material }) => material))].join(", "),
    lots: [...new Set(goods.map(({ lot }) => lot))].join(", "),
  };
  const hazard = evaluated && `class ${evaluated.classification}; ${evaluated.evaluation}`;
  return {
    ...{ recallNumber, consigneeNumber, version: template.version, isMock },
    isReminder: notified > 0,
    name,
    ...(address !== undefined && { address }),
    ...filledIn(template, {
      ...{ number: recallNumber, type, reason, consignee: consigneeNumber, replyBy },
      ...(goods.length > 0 && about),
      ...(evaluated && hazard && { hazard, depth: evaluated.depth }),
    }),
    goods,
    replyBy,
  };
}

function dayAfter(at: string, days: number): string {
  const day = new Date(at);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
