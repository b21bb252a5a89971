// Which circumstances go with the complaints, and not with the others: counted, and ranked.
import { compare, type Quantity } from "../../../domain/kernel/quantity.ts";

/** Equipment, a person, a shift, an edition of a recipe. */
export interface Exposure {
  readonly kind: "equipment" | "person" | "shift" | "recipe";
  readonly id: string;
  readonly name: string;
  readonly batchId: string;
}

/** All of one name are in one unit. */
export interface Read {
  readonly name: string;
  readonly batchId: string;
  readonly amount: Quantity;
}

export interface Circumstance {
  readonly kind: Exposure["kind"] | "reading";
  /** Of a reading the bound: "press force <= 4.9 kN". */
  readonly id: string;
  readonly name: string;
  /** Which of the complaints it explains, by their places. */
  readonly explains: readonly number[];
  /** Of the other batches of the same products: with it, and how many there are. */
  readonly othersWith: number;
  readonly others: number;
  /**
   * How likely as many complaints or more would have it if it had nothing to do with them
   * (Fisher's exact test, one-sided); four digits. A figure to rank by.
   */
  readonly chance: string;
}

export interface Cohort {
  /** The batches behind each complaint. */
  readonly complaints: readonly ReadonlySet<string>[];
  readonly others: ReadonlySet<string>;
}

/** Of those that explain two complaints or more; who explains most, by the least chance first. */
export function ranked(
  cohort: Cohort,
  exposures: readonly Exposure[],
  readings: readonly Read[],
): readonly Circumstance[] {
  const found = [...byThing(cohort, exposures), ...bounds(cohort, readings)];
  return found
    .filter(({ explains }) => explains.length > 1)
    .sort(
      (one, other) =>
        other.explains.length - one.explains.length ||
        Number(one.chance) - Number(other.chance) ||
        order(one.kind, other.kind) ||
        order(one.id, other.id),
    );
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function byThing(cohort: Cohort, exposures: readonly Exposure[]): readonly Circumstance[] {
  const groups = Map.groupBy(exposures, ({ kind, id }) => `${kind}:${id}`);
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const { kind, id } = first;
    // It may have been renamed: as it is called last.
    const name = all.at(-1)?.name ?? first.name;
    return [{ kind, id, name, ...counted(cohort, new Set(all.map(({ batchId }) => batchId))) }];
  });
}

function counted({ complaints, others }: Cohort, batches: ReadonlySet<string>) {
  const explains = complaints.flatMap((behind, n) =>
    [...behind].some((id) => batches.has(id)) ? [n] : [],
  );
  const othersWith = [...others].filter((id) => batches.has(id)).length;
  const table = { with: explains.length, of: complaints.length, othersWith, others: others.size };
  return { explains, othersWith, others: others.size, chance: chanceOf(table) };
}

/** The tightest bound of each reading, from below and from above, that holds of each complaint. */
function bounds(cohort: Cohort, readings: readonly Read[]): readonly Circumstance[] {
  return [...Map.groupBy(readings, ({ name }) => name).values()].flatMap((all) =>
    sides.flatMap(({ sign, isWithin }) => {
      const nearest = cohort.complaints.flatMap((behind) => {
        const own = all.filter(({ batchId }) => behind.has(batchId));
        const best = own.reduce<Read | undefined>(
          (most, one) => (most && isWithin(most, one) ? most : one),
          undefined,
        );
        return best ? [best] : [];
      });
      const bound = nearest.reduce<Read | undefined>(
        (least, one) => (least && isWithin(one, least) ? least : one),
        undefined,
      );
      if (!bound) return [];
      const { value, unitOfMeasure } = bound.amount;
      const within = all.filter((one) => isWithin(one, bound)).map(({ batchId }) => batchId);
      const id = `${bound.name} ${sign} ${value} ${unitOfMeasure}`;
      return [{ kind: "reading" as const, id, name: id, ...counted(cohort, new Set(within)) }];
    }),
  );
}

/** `isWithin(a, b)`: a is on this side of b, or as far as b. */
const sides = [
  { sign: "<=", isWithin: (one: Read, of: Read) => lies(one, of) <= 0 },
  { sign: ">=", isWithin: (one: Read, of: Read) => lies(one, of) >= 0 },
] as const;

function lies(one: Read, of: Read): number {
  const found = compare(one.amount, of.amount);
  if (typeof found === "number") return found;
  throw new Error(`${one.name} was read in units that do not convert: they were left out before.`);
}

interface Table {
  readonly with: number;
  readonly of: number;
  readonly othersWith: number;
  readonly others: number;
}

/** Hypergeometric: at least as many of the complaints, drawn from all. */
function chanceOf({ with: first, of, othersWith, others }: Table): string {
  const exposed = first + othersWith;
  const all = of + others;
  let sum = 0;
  for (let n = first; n <= Math.min(of, exposed); n += 1) {
    if (exposed - n > others) continue;
    sum += Math.exp(choose(of, n) + choose(others, exposed - n) - choose(all, exposed));
  }
  return Math.min(sum, 1).toPrecision(4);
}

/** Natural logarithm of the binomial coefficient. */
const choose = (n: number, k: number): number => logOf(n) - logOf(k) - logOf(n - k);

const logs = [0];
/** Of the factorial. */
function logOf(n: number): number {
  for (let next = logs.length; next <= n; next += 1) {
    logs.push((logs[next - 1] ?? 0) + Math.log(next));
  }
  return logs[n] ?? 0;
}
