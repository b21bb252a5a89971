// Single sampling by attributes, normal inspection, general level II: the facts of ISO 2859-1:1999,
// tables 1 and 2-A. Whoever uses another level or a tightened inspection says so in a plan of their
// own; this one does not switch by itself.

/** Table 1, level II: up to so many units in the lot, this code letter. */
const letters: readonly (readonly [upTo: number, letter: Letter])[] = [
  [8, "A"],
  [15, "B"],
  [25, "C"],
  [50, "D"],
  [90, "E"],
  [150, "F"],
  [280, "G"],
  [500, "H"],
  [1_200, "J"],
  [3_200, "K"],
  [10_000, "L"],
  [35_000, "M"],
  [150_000, "N"],
  [500_000, "P"],
  [Number.POSITIVE_INFINITY, "Q"],
];

/** Table 2-A: the size of the sample. There is no letter I or O. */
const sizes = {
  A: 2,
  B: 3,
  C: 5,
  D: 8,
  E: 13,
  F: 20,
  G: 32,
  H: 50,
  J: 80,
  K: 125,
  L: 200,
  M: 315,
  N: 500,
  P: 800,
  Q: 1_250,
} as const;
type Letter = keyof typeof sizes;
const order = ["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "Q"] as const;

/**
 * Table 2-A: in the column of each limit, the letter at which nothing nonconforming is accepted.
 */
const zeroAt = {
  "0.10": "K",
  "0.15": "J",
  "0.25": "H",
  "0.40": "G",
  "0.65": "F",
  "1.0": "E",
  "1.5": "D",
  "2.5": "C",
  "4.0": "B",
  "6.5": "A",
} as const satisfies Record<string, Letter>;
export type AcceptanceQualityLimit = keyof typeof zeroAt;
export const acceptanceQualityLimits = Object.keys(zeroAt) as [
  AcceptanceQualityLimit,
  ...AcceptanceQualityLimit[],
];

/** Down a column from the 0 on, two arrows later: the numbers are the same in each. */
const accepts = [1, 2, 3, 5, 7, 10, 14, 21] as const;

export interface AttributesPlan {
  /** Of the row that is used: an arrow leads to another than that of the lot size. */
  readonly codeLetter: Letter;
  readonly sampleSize: number;
  /** So many nonconforming units are accepted; one more, and the lot is not. */
  readonly accept: number;
}

/** A sample as large as the lot is every unit of it. */
export function attributesPlan(lotSize: number, limit: AcceptanceQualityLimit): AttributesPlan {
  const letter = letters.find(([upTo]) => lotSize <= upTo)?.[1] ?? "Q";
  const zero = order.indexOf(zeroAt[limit]);
  const { row, accept } = rowFor(order.indexOf(letter) - zero);
  const codeLetter = order[zero + row] ?? "Q";
  return { codeLetter, sampleSize: Math.min(sizes[codeLetter], lotSize), accept };
}

/**
 * By the steps below the 0 of its column: above it and in the gap the arrows of the table apply.
 */
function rowFor(steps: number): { row: number; accept: number } {
  if (steps <= 1) return { row: 0, accept: 0 };
  const last = accepts.length + 2;
  const row = Math.min(Math.max(steps, 3), last);
  return { row, accept: accepts[row - 3] ?? 21 };
}
