// Figures from readings, by their definitions: one pass over the rows, however many there are.
import { round } from "../../domain/kernel/quantity.ts";
import { type Condition, type FigureDefinition, ruleOf } from "./figure-definition.ts";

/**
 * Rows of one machine that were recorded together: each column has as many values as there are
 * rows.
 */
export type Readings = ReadonlyMap<string, Column>;

export interface Column {
  readonly unitOfMeasure: string;
  readonly values: readonly (number | null)[];
}

export interface Figure {
  readonly name: string;
  /** A decimal number as text; null where no row counts. */
  readonly value: string | null;
  readonly unitOfMeasure: string;
  /** In words, so that anyone can work it out again. */
  readonly rule: string;
  readonly source: string;
  /** Rows that the figure rests on. */
  readonly rows: number;
}

/** A definition whose tags the machine does not have says nothing of it. */
export function figuresOf(
  definitions: readonly FigureDefinition[],
  pieces: Iterable<Readings>,
): readonly Figure[] {
  const tallies = definitions.map((definition) => new Tally(definition));
  for (const readings of pieces) for (const tally of tallies) tally.add(readings);
  return tallies.flatMap((tally) => tally.figure() ?? []);
}

class Tally {
  readonly #definition: FigureDefinition;
  #unit: string | undefined;
  #rows = 0;
  #sum = 0;
  #max = Number.NEGATIVE_INFINITY;
  #last = 0;

  constructor(definition: FigureDefinition) {
    this.#definition = definition;
  }

  add(readings: Readings): void {
    const { tag, where } = this.#definition;
    const column = readings.get(tag);
    const asked = where.map((condition) => ({ condition, column: readings.get(condition.tag) }));
    if (!column || asked.some((one) => !one.column)) return;
    this.#unit ??= column.unitOfMeasure;
    for (const [row, value] of column.values.entries()) {
      if (value === null) continue;
      if (!asked.every((one) => holds(one.condition, one.column?.values[row]))) continue;
      this.#rows += 1;
      this.#sum += value;
      this.#max = Math.max(this.#max, value);
      this.#last = value;
    }
  }

  figure(): Figure | undefined {
    if (this.#unit === undefined) return undefined;
    const { name, source } = this.#definition;
    return {
      name,
      value: this.#rows === 0 ? null : this.#value(),
      unitOfMeasure: this.#unit,
      rule: ruleOf(this.#definition),
      source,
      rows: this.#rows,
    };
  }

  #value(): string {
    const { aggregate, decimals } = this.#definition;
    switch (aggregate) {
      case "mean":
        return round(String(this.#sum / this.#rows), decimals);
      case "max":
        return decimalText(this.#max);
      case "last":
        return decimalText(this.#last);
      default:
        return aggregate satisfies never;
    }
  }
}

function holds({ is, value }: Condition, reading: number | null | undefined): boolean {
  if (reading === null || reading === undefined) return false;
  return is === "more than" ? reading > value : reading === value;
}

/** Without an exponent, all digits of the reading. */
const decimalText = (reading: number): string =>
  Number.isInteger(reading) ? BigInt(reading).toString() : plain(reading);

const plain = (reading: number): string => {
  const text = String(reading);
  const exponent = /e-(\d+)$/.exec(text)?.[1];
  return exponent ? reading.toFixed(Math.min(100, Number(exponent) + 17)) : text;
};
