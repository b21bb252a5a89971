// One batch on its way through the plant: what it is called, who works on it, and how much there is
// of it.

import type { Quantity } from "../../domain/kernel/quantity.ts";
import type { MaterialKey } from "../materials/materials.ts";
import type { Container, Lot } from "../materials/stock.ts";
import type { PersonKey } from "../people/people.ts";
import type { MasterRecipe } from "../recipe/control-recipe.ts";
import { packaging } from "../recipe/packaging.ts";
import { processing } from "../recipe/processing.ts";
import type { Story } from "../story/story.ts";
import { numbered } from "../story/works.ts";
import type { Episode } from "./readings.ts";

/** A batch of processing or of packaging: each has a record of its own. */
export interface Issue {
  readonly batchId: string;
  readonly batchNumber: string;
  readonly master: MasterRecipe;
}

export interface Crew {
  readonly early: PersonKey;
  readonly earlySecond: PersonKey;
  readonly earlyLead: PersonKey;
  readonly late: PersonKey;
  readonly lateSecond: PersonKey;
  readonly lateLead: PersonKey;
}

/** Material that went in, and the entry that says so. */
export interface Charged {
  readonly material: MaterialKey;
  readonly lot: Lot;
  readonly container: Container;
  readonly amount: number;
  readonly consumedEventId: string;
  readonly by: PersonKey;
}

export interface Pressing {
  readonly episodes: Episode[];
  stoppedAt: Date | undefined;
}

/** What a batch has in any case, and is shown once: the entry that tells of it. */
export type EntryKey =
  | "dispensed"
  | "merged"
  | "backflushed"
  | "labels"
  | "serials"
  | "market"
  | "certified"
  | "heel"
  | "held"
  | "stepHeld"
  | "lineSpeed";

/** A part of one lot of printed matter that was issued to the line. */
export interface Issued {
  readonly material: "carton" | "leaflet";
  readonly lotId: string;
  readonly amount: number;
}

export class Making {
  readonly n: number;
  readonly crew: Crew;
  readonly orderId: string;
  readonly bulk: Issue;
  readonly pack: Issue;
  readonly charges: Charged[] = [];
  readonly entries: Partial<Record<EntryKey, string>> = {};
  /** Values that somebody writes down instead of what a test would give, by its name. */
  readonly asRead = new Map<string, Quantity>();
  waterUsed: Charged | undefined;
  /** The number of a lot that was weighed on the bench scale. */
  weighedOnBench = "";
  /** What the readings of the press show besides its ordinary work. */
  readonly pressing: Pressing = { episodes: [], stoppedAt: undefined };
  /** Grams of blend, of cores, and of cores that were set apart. */
  blend = 0;
  cores = 0;
  setApart = 0;
  /** The coated tablets: two loads, then all of them together. */
  readonly loads: Lot[] = [];
  together: Lot | undefined;
  /** Packs made, and what lots they are in. */
  packs = 0;
  readonly printed: Issued[] = [];
  /** How many of each were spoiled on the line. */
  readonly spoiled = new Map<Issued["material"], number>();
  /** How many leaflets are not found in the end. */
  missingLeaflets = 0;
  finished: Lot | undefined;

  constructor(story: Story, n: number, year: string) {
    this.n = n;
    this.crew = crewOf(n);
    this.orderId = orderId(story, n);
    this.bulk = {
      batchId: story.id("batch", "bulk", String(n)),
      batchNumber: numbered(`T${year}`, n, 3),
      master: processing,
    };
    this.pack = {
      batchId: story.id("batch", "pack", String(n)),
      batchNumber: numbered(`P${year}`, n, 3),
      master: packaging,
    };
  }
}

export const orderId = (story: Story, n: number): string => story.id("order", String(n));

/** The last batch that Łukasz works on. */
export const lastOfLukasz = 2;

function crewOf(n: number): Crew {
  const early = { early: "zoe", earlySecond: "mehmet", earlyLead: "birgit" } as const;
  const late =
    n <= lastOfLukasz
      ? ({ late: "lukasz", lateSecond: "hanh" } as const)
      : ({ late: "hanh", lateSecond: "dorde" } as const);
  return { ...early, ...late, lateLead: "dorde" };
}
