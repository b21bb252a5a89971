// The notice to a consignee (21 CFR 7.49): what is recalled, why, how deep, what to do and answer.

import type { Consignee } from "../../domain/recall/consignee/consignee.ts";
import type { Recall } from "../../domain/recall/recall.ts";
import { isIn } from "../../domain/recall/scope/scope.ts";
import { quantityText } from "../../projections/wording/quantity.ts";

export function letter(of: Recall, { consigneeNumber, name, address, notified }: Consignee) {
  const { opened, evaluated, scope } = of;
  const goods = [...scope.shipments.values()]
    .filter((one) => one.consigneeNumber === consigneeNumber)
    .flatMap(({ shipmentId, lines }) =>
      lines
        .filter(({ materialLotId }) => isIn(scope.lots, materialLotId))
        .map(
          (line) => `  ${quantityText(line.quantity)} of lot ${line.materialLotId} (${shipmentId})`,
        ),
    );
  const depth = evaluated ? `It goes to the ${evaluated.depth} level. ` : "";
  return [
    ...(opened.mock ? ["EXERCISE: nothing is to be done but to answer.", ""] : []),
    name,
    ...(address === undefined ? [] : [address]),
    "",
    `URGENT: ${opened.type.toUpperCase()} ${opened.number}${notified > 0 ? " (reminder)" : ""}`,
    "",
    `Reason: ${opened.reason}`,
    ...(evaluated ? [`Class ${evaluated.classification}: ${evaluated.evaluation}`] : []),
    "",
    goods.length > 0
      ? "You received from us:"
      : "You received goods of it from a customer of ours.",
    ...goods,
    "",
    `Stop using and selling them at once and keep them apart. ${depth}Tell everybody to whom`,
    "you passed any of them on, and name them to us.",
    "",
    `Answer, quoting ${opened.number} and ${consigneeNumber}: how much you have, have used up,`,
    "have destroyed and have passed on, and to whom. Answer also if you have none left.",
  ].join("\n");
}
