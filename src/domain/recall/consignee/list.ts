// The list of consignees with what each got, what it answers and how it was checked: a line for
// each lot that went there.
import { type Quantity, sumOf } from "../../kernel/quantity.ts";
import { goodsOf } from "../letter/letter.ts";
import type { Recall } from "../recall.ts";
import { type Consignee, inOrder, isHeard } from "./consignee.ts";
import type { AccountedLine } from "./events.ts";

type As = (typeof AccountedLine.shape)["as"]["options"][number];

export interface ConsigneeLine
  extends Pick<Consignee, "consigneeNumber" | "name" | "notified" | "letterDigest" | "effective"> {
  readonly address: string | undefined;
  readonly partyId: string | undefined;
  /** Number of the consignee that passed it on. */
  readonly passedOnBy: string | undefined;
  readonly state: "notTold" | "told" | "reminded" | "replied" | "noResponse";
  /** Absent: nothing of the scope is known to have come there. */
  readonly materialLotId?: string;
  /** Absent: not known, or in units that do not add up. */
  readonly shipped?: Quantity;
  /** What it says of the goods; absent: it says nothing of that. */
  readonly replied: { readonly [Kind in As]?: Quantity };
  readonly text: string | undefined;
}

/** In the order of their numbers. */
export const consigneeLines = (of: Recall): readonly ConsigneeLine[] =>
  inOrder(of.consignees).flatMap((one) => linesOf(of, one));

function linesOf(of: Recall, one: Consignee): readonly ConsigneeLine[] {
  const { consigneeNumber, name, address, partyId, notified, letterDigest, effective } = one;
  const said = one.reply?.lines ?? [];
  const goods = Map.groupBy(goodsOf(of, one), ({ materialLotId }) => materialLotId);
  const lots = [...new Set([...goods.keys(), ...said.map(({ materialLotId }) => materialLotId)])];
  const about = {
    ...{ consigneeNumber, name, address, partyId, notified, letterDigest, effective },
    passedOnBy: one.ofConsigneeId,
    state: stateOf(one),
    text: one.reply?.text,
  };
  if (lots.length === 0) return [{ ...about, replied: {} }];
  return lots.map((materialLotId) => {
    const amounts = (goods.get(materialLotId) ?? []).map(({ quantity }) => quantity);
    const shipped = added(amounts);
    const replied = Object.fromEntries(
      [...Map.groupBy(said, (line) => line.as)].flatMap(([as, lines]) => {
        const here = lines.filter((line) => line.materialLotId === materialLotId);
        const sum = added(here.map(({ quantity }) => quantity));
        return sum ? [[as, sum]] : [];
      }),
    );
    return { ...about, materialLotId, ...(shipped && { shipped }), replied };
  });
}

/** Undefined: one of them is not known, there is none, or they do not add up. */
function added(amounts: readonly (Quantity | undefined)[]): Quantity | undefined {
  const known = amounts.filter((one) => one !== undefined);
  return known.length === amounts.length && known.length > 0 ? sumOf(known) : undefined;
}

function stateOf(one: Consignee): ConsigneeLine["state"] {
  if (one.givenUp) return "noResponse";
  if (isHeard(one)) return "replied";
  if (one.notified === 0) return "notTold";
  return one.notified === 1 ? "told" : "reminded";
}
