// The sample plant played on and on, by real commands: what one more batch costs where there are
// more of them already, and what the questions take that people ask of it. What grew with every
// batch would not reach a hundred thousand.
import { statSync } from "node:fs";
import { join } from "node:path";
import { createDemoClock, type DemoClock } from "../src/cli/demonstration/clock.ts";
import { batchesPerTurn, playIn, type Turn } from "../src/cli/demonstration/play.ts";
import type { Instance } from "../src/cli/instance/instance.ts";
import type { PlantName } from "../src/sample-plant/play.ts";
import { withInstance } from "./measuring/instance.ts";
import type { Measure } from "./measuring/measure.ts";
import { answerTimes } from "./plant/questions.ts";

interface Played {
  readonly batches?: number;
  readonly plant?: PlantName;
}

export const run = ({ batches = 400, plant = "tablets" }: Played): Promise<Measure[]> => {
  const clock = createDemoClock();
  return withInstance((instance) => measured(instance, clock, { batches, plant }), clock);
};

/** By what it is; in brackets its unit. */
type Figures = ReadonlyMap<string, number>;

async function measured(
  instance: Instance,
  clock: DemoClock,
  { batches, plant }: Required<Played>,
): Promise<Measure[]> {
  const columns: { readonly n: number; readonly figures: Figures }[] = [];
  let since: Turn = { n: 0, written_ms: 0, read_ms: 0 };
  let events = 0;
  const onTurn = async ({ n, written_ms, read_ms }: Turn): Promise<void> => {
    since = {
      n: since.n,
      written_ms: since.written_ms + written_ms,
      read_ms: since.read_ms + read_ms,
    };
    if (!isMark(n) && n !== batches) return;
    const all = await instance.projections.asOf("audit_trail");
    const figures = new Map([
      ...costsOf({ ...since, n: n - since.n }, all - events),
      ["log for each event (bytes)", logBytes(instance) / all] as const,
      ["memory of the player (MB)", process.memoryUsage().rss / 1e6] as const,
      ...(await answerTimes(instance)),
    ]);
    columns.push({ n, figures });
    // Of a run of hours, what is known so far.
    process.stderr.write(`\n${n} batches: ${told(figures)}\n`);
    events = all;
    since = { n, written_ms: 0, read_ms: 0 };
  };
  const playing = { terminal: { errors: process.stderr }, stop: new AbortController().signal };
  // One more: a turn comes before its batch.
  await playIn(playing, instance, clock, {
    batches: batches + 1,
    seed: 1,
    plant,
    onTurn,
  });
  const first = columns[0]?.figures;
  return columns.flatMap(({ n, figures }) =>
    [...figures].map(([what, value]) => measureOf(plant, n, what, value, first?.get(what))),
  );
}

const told = (figures: Figures): string =>
  [...figures].map(([what, value]) => `${what} ${value.toFixed(1)}`).join(", ");

/** 50, 100, 200, 400 ... */
const isMark = (n: number): boolean => Number.isInteger(Math.log2(n / batchesPerTurn));

const costsOf = ({ n, written_ms, read_ms }: Turn, events: number): [string, number][] => [
  ["a batch played (ms)", written_ms / n],
  ["events of a batch (events)", events / n],
  ["all read models (events/s)", events / (read_ms / 1_000)],
];

/** With what is still in the journal of its database. */
const logBytes = ({ settings }: Instance): number =>
  ["events.sqlite", "events.sqlite-wal"]
    .map((name) => statSync(join(settings.dataDirectory, "log", name), { throwIfNoEntry: false }))
    .reduce((sum, file) => sum + (file?.size ?? 0), 0);

function measureOf(
  plant: PlantName,
  n: number,
  what: string,
  value: number,
  first = Number.NaN,
): Measure {
  const [name = "", unit = ""] = what.slice(0, -1).split(" (");
  return {
    bench: "plant",
    measure: `${n} batches of ${plant}: ${name}`,
    value,
    unit,
    against: `the same at ${batchesPerTurn}`,
    ratio: value / first,
  };
}
