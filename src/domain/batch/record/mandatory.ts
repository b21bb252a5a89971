// What a batch record holds at the least, by its sections (regulatory, section 6; BR-2): one list,
// asked of a batch before it is completed or approved, of a lot of it before that is released, and
// of the record that is printed.
import type { Check } from "../../kernel/recipe/phase.ts";
import { type ProfileName, profileNames } from "../../kernel/recipe/recipe.ts";

interface Demand {
  readonly section: number;
  readonly part: string;
  /** What the record lacks without it. */
  readonly item: string;
  /** Whose rules ask for it. */
  readonly of: readonly ProfileName[];
}

const medicines = ["us-211", "eu-gmp-p1", "ich-q7"] as const;
const all = profileNames;

const atCompletion = [
  { section: 2, part: "finalNumber", item: "final batch number", of: all },
  { section: 2, part: "size", item: "batch size", of: all },
  { section: 2, part: "start", item: "date of manufacture", of: all },
  { section: 3, part: "master", item: "copy of the master record", of: all },
  { section: 4, part: "people", item: "the people who made, checked and supervised", of: all },
  { section: 5, part: "clearance", item: "line clearance before the batch", of: ["eu-gmp-p1"] },
  { section: 6, part: "required", item: "required quantities", of: all },
  { section: 7, part: "materials", item: "materials", of: all },
  { section: 7, part: "quantities", item: "quantities of materials", of: medicines },
  { section: 7, part: "weighings", item: "weighings or counts of materials", of: medicines },
  { section: 8, part: "equipment", item: "equipment", of: [...medicines, "device-13485"] },
  { section: 9, part: "steps", item: "steps", of: all },
  { section: 9, part: "ends", item: "end of steps that were started", of: all },
  { section: 10, part: "parameters", item: "process parameters", of: ["ich-q7"] },
  { section: 11, part: "checks", item: "in-process results", of: [...medicines, "device-13485"] },
  { section: 12, part: "samples", item: "samples taken", of: ["us-211", "ich-q7"] },
  { section: 14, part: "yields", item: "yields", of: medicines },
] as const satisfies readonly Demand[];

/** Of the batch, of a lot of its product that is to be released. */
const atRelease = [
  { section: 2, part: "dated", item: "expiry or retest date", of: medicines },
  { section: 21, part: "tested", item: "release tests", of: ["us-211", "ich-q7", "device-13485"] },
] as const satisfies readonly Demand[];

type HeldOf<Demands extends readonly Demand[]> = Readonly<Record<Demands[number]["part"], boolean>>;

/** Whether each is there: told by the fold of a batch, and by the record that is printed. */
export type Held = HeldOf<typeof atCompletion>;
export type HeldAtRelease = HeldOf<typeof atRelease>;

/**
 * Sections that every record has, and why none can lack them: they are made of what is recorded,
 * whatever that is, and nobody is asked for them.
 */
export const madeOfTheRecord: Readonly<Record<number, string>> = {
  24: "A correction is an entry of its own; where there is none, that is what the section says.",
  26: "Each charge and each output is an edge of the genealogy from the moment it is recorded.",
  32: "It lists the words that sections 28, 29 and 30 are refused without.",
  34: "It is worked out from the log, for the position that the record is printed at.",
};

interface Lacking {
  readonly section: number;
  readonly item: string;
}

/**
 * In the order of the sections. Several profiles ask for what each of them does, and a master
 * without any for what all of them do; undefined: nobody has said whose rules count, so all do.
 */
export const lackingIn = (held: Held, profiles?: readonly ProfileName[]): readonly Lacking[] =>
  lacking(atCompletion, held, profiles);

/** Before a lot of the product is released, on conditions or without. */
export const lackingAtRelease = (
  held: HeldAtRelease,
  profiles?: readonly ProfileName[],
): readonly Lacking[] => lacking(atRelease, held, profiles);

function lacking<Part extends string>(
  demands: readonly (Demand & { readonly part: Part })[],
  held: Readonly<Record<Part, boolean>>,
  profiles: readonly ProfileName[] = profileNames,
): readonly Lacking[] {
  return demands
    .filter(({ part, of }) => !held[part] && (of === all || isOf(of, profiles)))
    .map(({ section, item }) => ({ section, item }));
}

const isOf = (of: readonly ProfileName[], profiles: readonly ProfileName[]): boolean =>
  of.some((one) => profiles.includes(one));

/** 21 CFR 211.188(b)(9): their place in the record is section 16. */
export const packagingKinds: ReadonlySet<string> = new Set([
  "container",
  "closure",
  "packaging",
  "printedPackaging",
]);

/** 20: examination of packaged product (211.134); 22: environment (ISO 13485, 7.5.9.2). */
export const sectionOfCheck = ({ about }: Pick<Check, "about">): 11 | 20 | 22 =>
  about === undefined ? 11 : about === "environment" ? 22 : 20;
