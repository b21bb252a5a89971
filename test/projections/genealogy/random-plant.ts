// Random histories of a small plant, as events and, beside them, as plain edges that know nothing
// of tables: loops, splits, merges, heels, late and backflushed postings, corrections, voids, and
// lots that are packed, unpacked and packed again into one unit after another.
import fc from "fast-check";
import { type Edge, edgeKinds } from "../../../src/genealogy/edge.ts";
import type { History, Told } from "../../genealogy/history.ts";
import { type Happened, recordedAt } from "../history.ts";
import {
  consumed,
  corrected,
  issued,
  kg,
  loaded,
  merged,
  opened,
  prepared,
  produced,
  received,
  shipped,
  splitOff,
  voided,
} from "./material.ts";

export interface Plant {
  readonly happened: readonly Happened[];
  /** Node ids are the plant's own: the place in `names`. */
  readonly told: History;
  /** As the answers have them: lot, batch, shipment and unit ids. */
  readonly names: readonly string[];
  /** How a trace is asked for each. */
  readonly seeds: readonly string[];
  /** The log index of the event that first named each. */
  readonly named: readonly number[];
}

const acts = [
  ...([
    "receive",
    "issue",
    "consume",
    "consume",
    "consume",
    "produce",
    "produce",
    "rework",
  ] as const),
  ...(["heel", "split", "merge", "void", "correct", "pack", "ship"] as const),
];
const step = fc.record({
  act: fc.constantFrom(...acts),
  one: fc.nat(30),
  other: fc.nat(30),
  amount: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  time: fc.option(
    fc.record({
      minute: fc.nat(40),
      lasts: fc.nat(5),
      basis: fc.constantFrom("observed", "claimed", "backflushed", "unknown"),
      zone: fc.constantFrom("Z", ""),
    }),
    { nil: undefined },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

export const plant: fc.Arbitrary<Plant> = fc.array(step, { maxLength: 45 }).map((steps) => {
  const builder = new Builder();
  for (const n of [0, 1, 2]) builder.do({ ...quiet, act: n < 2 ? "receive" : "issue" });
  for (const one of steps) builder.do(one);
  return builder.plant;
});

const quiet = { one: 0, other: 0, amount: undefined, time: undefined } as const;

const utc = (time: string): number => Date.parse(time.endsWith("Z") ? time : `${time}Z`);

class Builder {
  readonly #happened: Happened[] = [];
  readonly #told: Told[] = [];
  readonly #nodes: { name: string; seed: string; named: number }[] = [];
  readonly #lots: string[] = [];
  readonly #batches: string[] = [];
  /** Consumptions that stand: the event, and which edge is its last. */
  readonly #consumed: { batch: string; lot: string; position: number; edge: number }[] = [];

  get plant(): Plant {
    const told = { told: this.#told, nodes: this.#nodes.length, asOf: this.#happened.length };
    return {
      happened: this.#happened,
      told,
      names: this.#nodes.map(({ name }) => name),
      seeds: this.#nodes.map(({ seed }) => seed),
      named: this.#nodes.map(({ named }) => named),
    };
  }

  do(step: Step): void {
    const { act, one, other } = step;
    const lot = this.#lots[one % this.#lots.length] ?? "";
    const second = this.#lots[other % this.#lots.length] ?? "";
    const batch = this.#batches[other % this.#batches.length] ?? "";
    const quantity = step.amount === undefined ? {} : { quantity: kg(String(step.amount)) };
    const { length } = this.#happened;
    const lotId = `l${length}`;
    const more = { ...this.#interval(step), ...quantity };
    switch (act) {
      case "receive":
        this.#newLot(lotId, received(lotId, quantity));
        return;
      case "issue":
        this.#batches.push(`b${length}`);
        this.#event(issued(`b${length}`), ["batch", `b${length}`]);
        return;
      case "consume":
      case "rework":
      case "heel": {
        const kind = act === "consume" ? "charge" : act;
        this.#event(consumed(batch, lot, { ...more, kind }));
        this.#consumed.push({ batch, lot, position: length, edge: this.#told.length });
        this.#edge(lot, batch, act, step, more);
        return;
      }
      case "produce":
        this.#newLot(lotId, produced(batch, lotId, quantity));
        this.#edge(batch, lotId, "produce", step);
        return;
      case "split":
        this.#newLot(lotId, splitOff(lotId, lot, quantity));
        this.#edge(lot, lotId, "split", step);
        return;
      case "merge":
        this.#newLot(lotId, merged(lotId, lot, second));
        this.#edge(lot, lotId, "merge", quiet);
        this.#edge(second, lotId, "heel", quiet);
        return;
      case "void":
      case "correct":
        this.#correct(act, step);
        return;
      case "pack":
        this.#event(opened(`u${length}`), ["unit", `u${length}`]);
        for (const packed of [lot, second]) {
          this.#event(loaded(`u${length}`, packed));
          this.#edge(packed, `u${length}`, "pack", { ...quiet, amount: 1 });
        }
        return;
      case "ship":
        this.#event(prepared(`s${length}`, lot), ["shipment", `s${length}`]);
        this.#event(shipped(`s${length}`, lot, second));
        for (const sent of [lot, second])
          this.#edge(sent, `s${length}`, "ship", { ...quiet, amount: 1 });
        return;
      default:
        act satisfies never;
    }
  }

  #correct(act: "void" | "correct", { one, amount }: Step): void {
    const [was] = this.#consumed.splice(one % Math.max(1, this.#consumed.length), 1);
    if (!was) return;
    const position = this.#happened.length;
    const { batch, lot } = was;
    const former = this.#told[was.edge]!;
    this.#told[was.edge] = { ...former, voidAt: position };
    if (act === "void") {
      this.#event(voided(batch, lot, was.position));
      return;
    }
    const quantity = kg(String(amount ?? 5));
    this.#event(corrected(batch, lot, was.position, quantity));
    // Whoever corrects it once more names the first.
    this.#consumed.push({ batch, lot, position: was.position, edge: this.#told.length });
    this.#told.push({ edge: { ...former.edge, position }, voidAt: Number.POSITIVE_INFINITY });
  }

  #newLot(lotId: string, happened: Happened): void {
    this.#event(happened, ["lot", lotId]);
    this.#lots.push(lotId);
  }

  #event(happened: Happened, names?: readonly [string, string]): void {
    if (names) {
      const [word, name] = names;
      this.#nodes.push({ name, seed: `${word}:${name}`, named: this.#happened.length });
    }
    this.#happened.push(happened);
  }

  #interval({ time }: Step) {
    if (!time) return {};
    const { minute, lasts, basis, zone } = time;
    const at = (n: number) => recordedAt(n).replace("Z", zone);
    return { interval: { from: at(minute), to: at(minute + lasts), basis } };
  }

  #edge(
    source: string,
    target: string,
    kind: string,
    step: Pick<Step, "amount">,
    more: object = {},
  ) {
    const position = this.#happened.length - 1;
    const interval =
      "interval" in more
        ? (more.interval as { from: string; to: string; basis: Edge["timeBasis"] })
        : undefined;
    const from = interval ? interval.from : recordedAt(position);
    const edge: Edge = {
      source: this.#idOf(source),
      target: this.#idOf(target),
      kind: edgeKinds.find((one) => one === kind) ?? "consume",
      ...(step.amount !== undefined && { quantity: step.amount }),
      unit: 0,
      position,
      from: utc(from),
      ...(interval && { to: utc(interval.to) }),
      timeBasis: interval?.basis ?? "observed",
    };
    this.#told.push({ edge, voidAt: Number.POSITIVE_INFINITY });
  }

  #idOf(name: string): number {
    return this.#nodes.findIndex((node) => node.name === name);
  }
}
