// What there is of a lot after a history: by the lot itself, and by the books of the read models.

import { expect } from "vitest";
import type { ProductionEvent } from "../../../src/domain/catalogue.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { stockNow } from "../../../src/domain/material-lot/on-hand.ts";
import { containersOf } from "../../../src/domain/material-lot/stock.ts";
import {
  Booking,
  type CountLine,
  type MovementLine,
} from "../../../src/projections/books/booking.ts";
import { booksOf } from "../../../src/projections/books/books.ts";
import { Memory } from "../../../src/projections/books/memory.ts";
import type { BookRows, ContainerRow } from "../../../src/projections/books/rows.ts";
import { follow } from "../../../src/projections/books/rule.ts";
import { bookRules } from "../../../src/projections/books/rules.ts";
import type { Occurred } from "../../../src/projections/projection.ts";
import type { kg } from "../../domain/material-lot/examples.ts";
import { metadataOf, now, type Past, stateOf, uuid } from "../../given.ts";

/** Undefined: not known. */
export interface There {
  readonly total: string | undefined;
  readonly containers: Readonly<Record<string, string | undefined>>;
}

/** As both say, and neither says anything else. */
export function there(past: readonly Past[]): There {
  const state = stateOf(materialLot, past);
  if (state.status === "unknown") throw new Error("The lot is known.");
  const { stock, containers } = booksOf(rowsOf(past), "kg");
  const byLot = inKilograms(stockNow(state.onHand).total, containersOf(stockNow(state.onHand)));
  expect(inKilograms("quantity" in stock ? stock.quantity : undefined, containers)).toEqual(byLot);
  return byLot;
}

type Amount = ReturnType<typeof kg> | undefined;

const inKilograms = (total: Amount, containers: ReadonlyMap<string, Amount>): There => ({
  total: total?.value,
  containers: Object.fromEntries([...containers].map(([id, inside]) => [id, inside?.value])),
});

export function rowsOf(past: readonly Past[]): BookRows {
  const lines = new Map<string, { line: MovementLine; isVoid: boolean }>();
  const containers: ContainerRow[] = [];
  const counts: CountLine[] = [];
  const keyOf = ({ position, ord }: Pick<MovementLine, "position" | "ord">) => `${position} ${ord}`;
  const sheets = {
    movement: (line: MovementLine) => void lines.set(keyOf(line), { line, isVoid: false }),
    voided(key: Pick<MovementLine, "position" | "ord">) {
      const found = lines.get(keyOf(key));
      if (found) found.isVoid = true;
    },
    container: ({ container_id: containerId, quantity, unit_of_measure: unitOfMeasure }) =>
      void containers.push({ containerId, quantity, unitOfMeasure }),
    count: (line: CountLine) => void counts.push(line),
  } satisfies ConstructorParameters<typeof Booking>[0];
  const memory = new Memory("none");
  for (const [position, { id = uuid(0x1000 + position), at = now, ...event }] of past.entries()) {
    const metadata = metadataOf({ occurredAt: at });
    const occurred = { ...event, id, position, metadata, stream: "materialLot-a" };
    follow(
      bookRules,
      new Booking(sheets, occurred, memory),
      occurred as unknown as Occurred<ProductionEvent>,
    );
  }
  const kept = [...lines.values()].flatMap(({ line, isVoid }) => (isVoid ? [] : [line]));
  return {
    movements: kept
      .toSorted((one, other) => one.since - other.since || one.position - other.position)
      .map((line) => ({
        ...line,
        at: Date.parse(line.at),
        containerId: line.container_id,
        wholeContainers: line.whole_containers,
        unitOfMeasure: line.unit_of_measure,
      })),
    containers,
    counts: counts.map((line) => ({
      ...line,
      at: Date.parse(line.at),
      containerId: line.container_id,
      unitOfMeasure: line.unit_of_measure,
    })),
  };
}
