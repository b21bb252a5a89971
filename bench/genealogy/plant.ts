// A realistic genealogy, the same for the same size: 14 tiers of items made to demand, blends,
// splits and merges, serials packed into cases, pallets and shipments, rework loops, tank heels,
// regrind from later tiers, and one raw lot that reaches everything.
import type { EdgeKind } from "../../src/genealogy/edge.ts";
import { EdgeList } from "./edge-list.ts";
import { random } from "./random.ts";

const tiers = 14;
const itemsPerTier = 24;
const products = 40;
const lotMin = 3;
const lotMax = 200_000;
const pareto = 1.2;
const shareOf = { skip: 0.2, split: 0.3, hot: 0.3, tank: 0.1, regrind: 0.01, lotRework: 0.003 };
const unitRework = 0.005;
const heelsInRow = 8;
const perCase = 12;
const perPallet = 40;
const perShipment = 8;

interface Item {
  readonly tier: number;
  readonly parts: readonly number[];
  readonly usesHot: boolean;
  readonly isTank: boolean;
  lot: number;
  left: number;
  heels: number;
}
interface Holder {
  node: number;
  count: number;
}

export function makePlant(edges: number): EdgeList {
  const plant = new Plant(edges);
  while (plant.list.edges < edges) plant.order();
  return plant.list;
}

class Plant {
  readonly list: EdgeList;
  readonly #random = random(42);
  readonly #items: readonly Item[];
  readonly #products: readonly {
    readonly isDiscrete: boolean;
    readonly parts: readonly number[];
  }[];
  readonly #hot: number;
  readonly #holders: Holder[] = [0, 1, 2].map(() => ({ node: -1, count: 0 }));

  constructor(edges: number) {
    this.list = new EdgeList(edges);
    this.#items = Array.from({ length: tiers * itemsPerTier }, (_, n) => this.#item(n));
    this.#products = Array.from({ length: products }, (_, n) => this.#product(n % 2 === 0));
    this.#hot = this.list.node("lot");
  }

  /** A production order: serials of a few parts each, or one batch of many units. */
  order(): void {
    const { isDiscrete, parts } = this.#products[this.#between(0, products - 1)]!;
    const units = this.#between(300, 3000);
    const made: number[] = [];
    if (isDiscrete) {
      for (let n = 0; n < units / 4; n++) made.push(this.#unit(this.#operation(parts, () => 0.02)));
    } else {
      const operation = this.#operation(parts, () => 2 + 2 * this.#random());
      for (let n = 0; n < units; n++) made.push(this.#unit(operation));
    }
    this.list.tick();
    for (const unit of made) {
      if (this.#random() < unitRework) this.#loop(unit, 1);
      this.#pack(unit, 0);
    }
  }

  #item(n: number): Item {
    const tier = Math.floor(n / itemsPerTier);
    const parts: number[] = [];
    for (let left = tier === 0 ? 0 : this.#between(2, 5); left > 0; left--) {
      const from = this.#random() < shareOf.skip ? this.#between(0, tier - 1) : tier - 1;
      parts.push(from * itemsPerTier + this.#between(0, itemsPerTier - 1));
    }
    const usesHot = tier === 1 && this.#random() < shareOf.hot;
    const isTank = this.#random() < shareOf.tank;
    return { tier, parts, usesHot, isTank, lot: -1, left: 0, heels: 0 };
  }

  #product(isDiscrete: boolean) {
    const parts = Array.from({ length: isDiscrete ? 6 : 4 }, () => {
      const top = tiers - 1;
      const tier = this.#random() < 0.5 ? top : this.#between(Math.max(0, top - 8), top);
      return tier * itemsPerTier + this.#between(0, itemsPerTier - 1);
    });
    return { isDiscrete, parts };
  }

  #operation(parts: readonly number[], amount: () => number): number {
    const inputs = parts.flatMap((part) => this.#take(part, amount()));
    return this.#batch(inputs);
  }

  #batch(inputs: readonly (readonly [number, number, EdgeKind])[]): number {
    const batch = this.list.node("operation");
    this.list.tick();
    for (const [lot, quantity, kind] of inputs) this.list.edge(lot, batch, kind, quantity);
    return batch;
  }

  #take(item: number, quantity: number): [number, number, EdgeKind][] {
    const from = this.#items[item]!;
    const taken: [number, number, EdgeKind][] = [];
    for (let need = quantity; need > 1e-9; ) {
      if (from.left <= 1e-9) this.#produce(from);
      const part = Math.min(need, from.left);
      taken.push([from.lot, part, "consume"]);
      from.left -= part;
      need -= part;
    }
    return taken;
  }

  #produce(item: Item): void {
    const size = Math.min(lotMax, lotMin / (1 - this.#random()) ** (1 / pareto));
    if (item.tier === 0) {
      item.lot = this.list.node("lot");
    } else {
      const inputs = item.parts.flatMap((part) => this.#take(part, 0.5 + this.#random()));
      const batch = this.#batch([...inputs, ...this.#besides(item)]);
      item.lot = this.#outputs(batch, size);
      if (this.#random() < shareOf.lotRework) this.#loop(item.lot, size * 0.1);
    }
    item.left = size;
  }

  /** The raw lot that is everywhere, what was left in the tank, regrind of a later tier. */
  #besides(item: Item): [number, number, EdgeKind][] {
    const more: [number, number, EdgeKind][] = [];
    if (item.usesHot) more.push([this.#hot, 0.1, "consume"]);
    if (item.isTank && item.lot >= 0) {
      item.heels += 1;
      if (item.heels % heelsInRow !== 0) more.push([item.lot, 0.2, "heel"]);
    }
    if (this.#random() < shareOf.regrind && item.tier + 1 < tiers) {
      const later = (item.tier + 1) * itemsPerTier + this.#between(0, itemsPerTier - 1);
      const { lot } = this.#items[later]!;
      if (lot >= 0) more.push([lot, 0.1, "rework"]);
    }
    return more;
  }

  /** One lot, or sublots that are merged again. */
  #outputs(batch: number, size: number): number {
    const count = this.#random() < shareOf.split ? this.#between(2, 4) : 1;
    const lots = Array.from({ length: count }, () => this.list.node("lot"));
    for (const lot of lots) this.list.edge(batch, lot, "produce", size / count);
    if (count === 1) return lots[0]!;
    this.list.tick();
    const merged = this.list.node("lot");
    for (const lot of lots) this.list.edge(lot, merged, "merge", size / count);
    return merged;
  }

  #loop(lot: number, quantity: number): void {
    const batch = this.#batch([[lot, quantity, "rework"]]);
    this.list.edge(batch, lot, "produce", quantity);
  }

  #unit(batch: number): number {
    const unit = this.list.node("unit");
    this.list.edge(batch, unit, "produce", 1);
    return unit;
  }

  /** Into the open case, the full case onto the open pallet, the full pallet into the shipment. */
  #pack(what: number, level: number): void {
    const holder = this.#holders[level]!;
    if (holder.node < 0) holder.node = this.list.node("holder");
    this.list.edge(what, holder.node, level === 2 ? "ship" : "pack", 1);
    holder.count += 1;
    if (holder.count < [perCase, perPallet, perShipment][level]!) return;
    const full = holder.node;
    holder.node = -1;
    holder.count = 0;
    if (level < 2) this.#pack(full, level + 1);
  }

  #between(from: number, to: number): number {
    return from + Math.floor(this.#random() * (to - from + 1));
  }
}
