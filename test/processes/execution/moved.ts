// Material that goes into the batch and back, apart and together, and what is put in again, as
// commands of fast-check do it.
import Big from "big.js";
import fc from "fast-check";
import { expect } from "vitest";
import { liftHold, placeHold } from "../../../src/domain/material-lot/status/commands.ts";
import { returnSurplus } from "../../../src/domain/material-lot/use/commands.ts";
import { closeOrder } from "../../../src/domain/order/commands.ts";
import type { Answer } from "../../../src/eventstore/handler/handle.ts";
import { chargeMaterial, recordCharge } from "../../../src/processes/charge-material.ts";
import { mergeLots } from "../../../src/processes/merge-lots.ts";
import { splitLot } from "../../../src/processes/split-lot.ts";
import * as x from "../../domain/batch/control-recipe/examples.ts";
import { charged, isDone, never } from "./agree.ts";
import type { Book, Lot, Person } from "./book.ts";
import { as, id, reason, type Works } from "./works-for-test.ts";

const worker = fc.constantFrom<Person>("anna", "bela");
const lot = fc.constantFrom("good", "good", "good", "quarantined", "foreign", "aside", "newest");
const kilograms = fc.constantFrom("3", "7", "10");
const is = <Kind extends string>(...kinds: Kind[]) => fc.constantFrom(...kinds);

export const moves = [
  fc.record({ do: is("charge", "sawCharge"), lot, by: worker, kilograms }),
  fc.record({ do: is("rework"), lot: is("aside", "aside", "good"), by: worker, kilograms }),
  fc.record({ do: is("giveBack"), by: worker, kilograms }),
  fc.record({ do: is("split", "merge"), lot, by: worker, kilograms }),
  fc.record({ do: is("holdLot", "liftLot"), lot, by: worker }),
  fc.record({ do: is("closeOrder"), by: worker }),
] as const;
export type Move = (typeof moves)[number] extends fc.Arbitrary<infer One> ? One : never;

const request = <Data>(data: Data) => ({ commandId: id(), data, claims: { reason } });

export async function moved(given: Move, book: Book, works: Works): Promise<Answer | undefined> {
  if (given.do === "giveBack") return givenBack(given, book, works);
  if (given.do === "closeOrder") {
    const answer = await works.give(closeOrder, works.orderId, { outcome: "cancelled" }, given.by);
    expect(answer.outcome).toBe("accepted");
    book.isOrderOpen = false;
    return answer;
  }
  const name = given.lot === "newest" ? book.newest : given.lot;
  const from = book.lots.get(name ?? "");
  if (name === undefined || !from) return undefined;
  switch (given.do) {
    case "charge":
    case "sawCharge":
    case "rework":
      return put({ ...given, name }, from, book, works);
    case "split":
      return split({ ...given, name }, from, book, works);
    case "merge":
      return merged({ ...given, name }, from, book, works);
    case "holdLot":
    case "liftLot": {
      const hold = { holdId: `hold-${name}`, code: "quality", owner: "qa" };
      const of = works.lotId(name);
      const answer =
        given.do === "holdLot"
          ? await works.give(placeHold, of, hold, given.by)
          : await works.give(liftHold, of, { holdId: hold.holdId }, given.by);
      expect(answer.outcome).toBe("accepted");
      if (given.do === "holdLot") from.holds.add(hold.holdId);
      else from.holds.delete(hold.holdId);
      return answer;
    }
    default:
      return given satisfies never;
  }
}

interface Taken {
  readonly name: string;
  readonly kilograms: string;
  readonly by: Person;
}

async function put(
  given: Taken & { readonly do: "charge" | "sawCharge" | "rework" },
  from: Lot,
  book: Book,
  works: Works,
): Promise<Answer> {
  const kind = given.do === "rework" ? "rework" : "charge";
  const asked = { materialLotId: works.lotId(given.name), batchId: works.batchId };
  const charge = { kind, basis: "weighed" } as const;
  const data = { ...asked, quantity: x.kg(given.kilograms), charge };
  const make = given.do === "sawCharge" ? recordCharge : chargeMaterial;
  const answer = await make(works.handler, request(data), as(given.by));
  if (given.do === "sawCharge") {
    // What was drawn is drawn, whatever became of the record.
    expect(book.isDecided || answer.outcome === "accepted").toBe(true);
  } else if (answer.outcome === "accepted") {
    never("charged while nothing may go on", !book.mayAct);
    never("charged what is held", from.holds.size > 0);
    never("charged what is not there", from.left.lt(given.kilograms));
    never("charged what is not free", !book.isFree(from));
    never("put in again what no order names", kind === "rework" && from.standing !== "rework");
    const isOnTop = kind === "rework" && book.isAnyRunning;
    never("charged out of its step", book.phases.get("weigh") !== "running" && !isOnTop);
    never("charged what is not asked for", from.material === "sugar");
  }
  if (answer.outcome === "refused") return answer;
  from.left = from.left.minus(given.kilograms);
  await charged(book, works, { ...given, kind, from });
  return answer;
}

/** However much it is, and from whichever charge. */
async function givenBack(
  { kilograms, by }: Pick<Taken, "kilograms" | "by">,
  book: Book,
  works: Works,
): Promise<Answer | undefined> {
  const last = book.charges.at(-1);
  if (!last) return undefined;
  const of = works.lotId(last.lot.name);
  const data = { drawnEventId: await works.drawnOf(last.id), quantity: x.kg(kilograms) };
  const answer = await works.give(returnSurplus, of, data, by);
  expect(answer.outcome).toBe("accepted");
  last.stayed = last.stayed.minus(kilograms);
  last.lot.left = last.lot.left.plus(kilograms);
  const event = await works.last(`materialLot-${of}`);
  expect(event).toMatchObject({ data: { exceedsDraw: last.stayed.lt(0) } });
  return answer;
}

async function split(given: Taken, from: Lot, book: Book, works: Works): Promise<Answer> {
  const name = book.nextName;
  const part = { materialLotId: works.lotId(name), quantity: x.kg(given.kilograms) };
  const into = [{ ...part, identifiers: [], containerIds: [] }];
  const data = { materialLotId: works.lotId(given.name), into };
  const answer = await splitLot(works.handler, request(data), as(given.by));
  if (answer.outcome === "refused") return answer;
  never("split off what is not there", from.left.lt(given.kilograms));
  from.left = from.left.minus(given.kilograms);
  book.opened({ ...from, name, left: new Big(given.kilograms), holds: new Set(from.holds) });
  return answer;
}

/** As much of the newest, or else of the good one. */
async function merged(given: Taken, from: Lot, book: Book, works: Works): Promise<Answer> {
  const other = book.lots.get(book.newest ?? "good");
  if (!other) throw new Error("There is always the good one.");
  const name = book.nextName;
  const quantity = x.kg(given.kilograms);
  const ids = [from, other].map((one) => works.lotId(one.name));
  const parts = ids.map((materialLotId) => ({ materialLotId, quantity, heel: false }));
  const data = { materialLotId: works.lotId(name), from: parts, identifiers: [], containers: [] };
  const answer = await mergeLots(works.handler, request(data), as(given.by));
  if (!isDone(answer)) return answer;
  never("merged with itself", from === other);
  never("merged what is held", from.holds.size + other.holds.size > 0);
  never("merged two materials", from.material !== other.material);
  const isMixed = from.standing !== other.standing;
  never("poured something on what was put aside", isMixed && [from, other].some(isAside));
  for (const one of [from, other]) {
    never("merged what is not there", one.left.lt(given.kilograms));
    one.left = one.left.minus(given.kilograms);
  }
  const standing = isMixed ? "quarantine" : from.standing;
  const both = new Big(given.kilograms).times(2);
  book.opened({ name, material: from.material, standing, left: both, holds: new Set() });
  return answer;
}

const isAside = ({ standing }: Lot): boolean => standing === "rework";
