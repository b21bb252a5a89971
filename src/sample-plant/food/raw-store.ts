// What ordinary baking days are made of: whoever bakes knows which lot is used first, and whoever
// is at goods-in what runs short.
import type { Story } from "../story/story.ts";
import { numbered, type Works } from "../story/works.ts";
import { buy, type Lot, type PartyKey } from "./goods.ts";

/** Kilograms: what comes at once, and below what more is bought. */
const supplies = {
  flour: { from: "mill", comes: 6_000, least: 2_500, lots: "WM-", after: 4_500 },
  butter: { from: "dairy", comes: 1_000, least: 400, lots: "MS-", after: 300 },
  almonds: { from: "nuts", comes: 800, least: 360, lots: "MH-", after: 100 },
} as const satisfies Record<string, Supply>;
export type RawKey = keyof typeof supplies;
const rawKeys = Object.keys(supplies) as readonly RawKey[];

interface Supply {
  readonly from: PartyKey;
  readonly comes: number;
  readonly least: number;
  /** Lots of the supplier: what their numbers begin with, and after which they go on. */
  readonly lots: string;
  readonly after: number;
}

/** Deliveries of the story. */
const deliveredBefore = 5;

interface Shelved {
  readonly lot: Lot;
  left: number;
}

export class RawStore {
  /** Oldest first; none that is used up. */
  readonly #lots: Readonly<Record<RawKey, Shelved[]>> = { flour: [], butter: [], almonds: [] };

  /** The oldest first. Throws where there is not enough: the story plans wrongly. */
  take(key: RawKey, weight: number): readonly { readonly lot: Lot; readonly weight: number }[] {
    const taken: { lot: Lot; weight: number }[] = [];
    const lots = this.#lots[key];
    for (let missing = weight; missing > 0; ) {
      const [oldest] = lots;
      if (!oldest) throw new Error(`The story needs ${missing} kg more of ${key}.`);
      const part = Math.min(missing, oldest.left);
      taken.push({ lot: oldest.lot, weight: part });
      missing -= part;
      oldest.left -= part;
      if (oldest.left === 0) lots.shift();
    }
    return taken;
  }

  /** What runs short is bought. */
  async restock(story: Story, works: Works): Promise<void> {
    for (const key of rawKeys) {
      const { from, comes: weight, least, lots, after } = supplies[key];
      const left = this.#lots[key].reduce((sum, one) => sum + one.left, 0);
      if (left >= least) continue;
      const received = deliveredBefore + works.next("food receipt");
      const lot = await buy(story, {
        item: key,
        from,
        number: numbered(`F${story.day(0).slice(2, 4)}-`, received, 4),
        supplierLot: `${lots}${after + works.next(`food ${key}`)}`,
        weight,
        day: 0,
        unseen: true,
      });
      this.#lots[key].push({ lot, left: weight });
    }
  }
}
