// What there is in the plant at a point of the story, and what is called how.
import type { MaterialReference, PartyReference } from "../../domain/kernel/shape/reference.ts";
import type { EquipmentKey } from "../equipment/equipment.ts";
import { type MaterialKey, materials } from "../materials/materials.ts";
import { type PartyKey, parties } from "../materials/parties.ts";
import { type Lot, Stock } from "../materials/stock.ts";
import type { Highlight } from "./highlight.ts";
import type { Story } from "./story.ts";

export class Works {
  readonly stock = new Stock();
  readonly highlights: Highlight[] = [];
  /** The first lactose: it went into the silo, and so into every batch. */
  forwardSeed = "";
  /** Tablets that may be added to a later batch. */
  readonly forRework: Lot[] = [];
  /** Rejected lots that still lie in the store. */
  readonly rejected: Lot[] = [];
  /** The entry by which the last deviation was raised. */
  raisedEventId = "";
  /** A deviation that waits for its conclusion. */
  openDeviation: string | undefined;
  /** Raw lots whose results stand in the record of a batch already. */
  readonly tested = new Set<string>();
  /** Of the active substance, by lot: tenths of a percent. */
  readonly assays = new Map<string, number>();
  /** Digest of each master recipe in use, by its number. */
  readonly masters = new Map<string, string>();
  /** On which day each was calibrated last. */
  readonly calibratedOn = new Map<EquipmentKey, string>();
  readonly #numbers = new Map<string, number>();
  readonly #story: Story;

  constructor(story: Story) {
    this.#story = story;
  }

  /** The next of a series of numbers: 1, 2, 3. */
  next(series: string): number {
    const number = (this.#numbers.get(series) ?? 0) + 1;
    this.#numbers.set(series, number);
    return number;
  }

  materialId(key: MaterialKey): string {
    return this.#story.id("material", key);
  }

  material(key: MaterialKey): MaterialReference {
    return { materialDefinitionId: this.materialId(key), name: materials[key].name };
  }

  party(key: PartyKey): PartyReference {
    return { partyId: this.#story.id("party", key), name: parties[key].name };
  }
}

export const numbered = (prefix: string, number: number, digits: number): string =>
  `${prefix}${String(number).padStart(digits, "0")}`;

/** `2028-09-30`: the last day of the month, some months after a day. */
export function monthsAfter(day: string, months: number): string {
  const later = Temporal.PlainDate.from(day).add({ months });
  return later.with({ day: later.daysInMonth }).toString();
}
