// What the people of the plant know to be in store: which lot is used first, and from which
// container.
import type { MaterialKey } from "./materials.ts";

export interface Lot {
  readonly material: MaterialKey;
  readonly materialLotId: string;
  /** Its internal number. */
  readonly number: string;
  readonly expiresOn: string;
  readonly containers: readonly Container[];
}

/** A lot that is not kept by the container is one container without an id. */
export interface Container {
  readonly containerId?: string;
  left: number;
}

/** A part of one lot, from one container. */
export interface Piece {
  readonly lot: Lot;
  readonly container: Container;
  readonly amount: number;
}

/** Less than this is not weighed in; it is disposed of. */
const restOf_grams = 400;

export class Stock {
  readonly #lots = new Map<MaterialKey, Lot[]>();
  /** Received and not decided on yet. */
  readonly #coming = new Set<Lot>();

  receive(lot: Lot): void {
    this.#coming.add(lot);
  }

  release(lot: Lot): void {
    this.#coming.delete(lot);
    this.#lots.set(lot.material, [...this.lots(lot.material), lot]);
  }

  reject(lot: Lot): void {
    this.#coming.delete(lot);
  }

  /** What waits for its decision, in the order of receipt. */
  get undecided(): readonly Lot[] {
    return [...this.#coming];
  }

  /** Used up, or put on top of another one. */
  remove(lot: Lot): void {
    const others = this.lots(lot.material).filter((one) => one !== lot);
    this.#lots.set(lot.material, others);
  }

  /** Oldest first. */
  lots(material: MaterialKey): readonly Lot[] {
    return this.#lots.get(material) ?? [];
  }

  /** Released, and on the way to it. */
  available(material: MaterialKey): number {
    const coming = this.undecided.filter((lot) => lot.material === material);
    return [...this.lots(material), ...coming].reduce((sum, lot) => sum + leftOf(lot), 0);
  }

  /**
   * From the oldest lot on, container by container. Throws when there is not enough: the story
   * plans wrongly.
   */
  take(material: MaterialKey, amount: number): readonly Piece[] {
    const pieces: Piece[] = [];
    let missing = amount;
    for (const lot of this.lots(material)) {
      for (const container of lot.containers) {
        const part = Math.min(missing, container.left);
        if (part <= 0 || (container.left < restOf_grams && part < missing)) continue;
        container.left -= part;
        missing -= part;
        pieces.push({ lot, container, amount: part });
      }
    }
    if (missing > 0) throw new Error(`The story needs ${missing} more of ${material}.`);
    return pieces;
  }

  /** Left over, or never taken. */
  putBack(materialLotId: string, amount: number): void {
    const all = [...this.#lots.values()].flat();
    const container = all.find((lot) => lot.materialLotId === materialLotId)?.containers[0];
    if (!container) throw new Error(`Nothing can be put back to ${materialLotId}.`);
    container.left += amount;
  }

  /**
   * What is too little to be weighed in, of lots that have no more than that; they are used up
   * with it.
   */
  takeRests(): readonly Piece[] {
    const all = [...this.#lots.values()].flat();
    const used = all.filter(({ containers }) =>
      containers.every(({ left }) => left < restOf_grams),
    );
    for (const lot of used) this.remove(lot);
    return used.flatMap((lot) =>
      lot.containers.flatMap((container) => {
        const amount = container.left;
        container.left = 0;
        return amount > 0 ? [{ lot, container, amount }] : [];
      }),
    );
  }
}

export const leftOf = ({ containers }: Lot): number =>
  containers.reduce((sum, { left }) => sum + left, 0);
