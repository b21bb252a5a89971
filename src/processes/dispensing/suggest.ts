// What to take next of a material: of all that is free the first to expire, and what was left out
// with the code that stands against it. Advice: the act of taking asks everything again.
import { holdRegister } from "../../domain/hold-register/hold-register.ts";
import { firstExpiryFirst, type InStock, inStock } from "../../domain/material-lot/first-expiry.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { objections } from "../../domain/material-lot/use/use.ts";
import type { Handler } from "../../eventstore/handler/handle.ts";
import { standingHolds } from "../hold/standing.ts";

export interface Suggestion {
  readonly rule: "firstExpiryFirstOut";
  /** In the order in which to take them. */
  readonly stock: readonly (InStock & { readonly lot: string })[];
  readonly leftOut: readonly LeftOut[];
}

interface LeftOut {
  readonly materialLotId: string;
  readonly lot: string;
  readonly containerId?: string;
  readonly code: string;
}

export interface Named {
  readonly lotId: string;
  readonly lot: string;
}

/** Each lot as its stream says it is now. `date`: at the site. */
export async function suggest(
  handler: Handler,
  lots: readonly Named[],
  { date, site }: { readonly date: string; readonly site: string },
): Promise<Suggestion> {
  const { state: register } = await handler.load(holdRegister, site);
  const free: InStock[] = [];
  const leftOut: LeftOut[] = [];
  const names = new Map(lots.map(({ lotId, lot }) => [lotId, lot]));
  for (const { lotId, lot: name } of lots) {
    const { state: lot } = await handler.load(materialLot, lotId);
    if (lot.status !== "kept") continue;
    for (const one of inStock(lotId, lot)) {
      const { containerId } = one;
      const [flag] = objections(lot, containerId, date);
      const held = standingHolds(register, lotId, lot, containerId).length > 0;
      const code = flag ?? (held ? "LOT_ON_HOLD" : undefined);
      if (code === undefined) free.push(one);
      else {
        const where = containerId === undefined ? {} : { containerId };
        leftOut.push({ materialLotId: lotId, lot: name, ...where, code });
      }
    }
  }
  const named = (one: InStock) => ({ ...one, lot: names.get(one.materialLotId) ?? "" });
  return { rule: "firstExpiryFirstOut", stock: firstExpiryFirst(free).map(named), leftOut };
}
