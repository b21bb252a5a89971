// npm run bench -- <name> [--json] [--edges N] [--batches N] [--plant NAME]: each measure beside
// what a user would pick instead, in the same run.
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type PlantName, plants } from "../src/sample-plant/play.ts";
import type { Measure } from "./measuring/measure.ts";

interface Options {
  /** Of the graph that genealogy is measured on. */
  readonly edges?: number;
  /** That the sample plant makes. */
  readonly batches?: number;
  /** Which of the sample plants makes them. */
  readonly plant?: PlantName;
}

interface Bench {
  run(options: Options): Promise<Measure[]>;
}

/** One line for each benchmark. */
const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  access: () => import("./access.ts"),
  append: () => import("./append.ts"),
  genealogy: () => import("./genealogy.ts"),
  read: () => import("./read.ts"),
  projection: () => import("./projection.ts"),
  integrity: () => import("./integrity.ts"),
  import: () => import("./import.ts"),
  record: () => import("./record.ts"),
  execution: () => import("./execution.ts"),
  copies: () => import("./copies.ts"),
  plant: () => import("./plant.ts"),
};

const { values, positionals } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    edges: { type: "string" },
    batches: { type: "string" },
    plant: { type: "string" },
  },
  allowPositionals: true,
});
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  const known = Object.keys(benches).join(", ");
  process.stderr.write(`There is no benchmark ${unknown.join(", ")}. There are: ${known}.\n`);
  process.exit(2);
}
const plant = plants.find((one) => one === values.plant);
if (values.plant !== undefined && !plant) {
  process.stderr.write(`There is no plant ${values.plant}. There are: ${plants.join(", ")}.\n`);
  process.exit(2);
}
const options: Options = {
  ...(plant && { plant }),
  ...(values.edges !== undefined && { edges: Number(values.edges) }),
  ...(values.batches !== undefined && { batches: Number(values.batches) }),
};
for (const name of names) {
  const bench = await benches[name]?.();
  const measures = (await bench?.run(options)) ?? [];
  for (const measure of measures) {
    process.stdout.write(values.json ? `${JSON.stringify(measure)}\n` : `${line(measure)}\n`);
  }
  await keep(name, measures);
}

async function keep(name: string, measures: readonly Measure[]): Promise<void> {
  const folder = new URL("results/", import.meta.url);
  await mkdir(folder, { recursive: true });
  const taken = new Date().toISOString();
  const machine = {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? "",
    node: process.version,
  };
  const text = JSON.stringify({ bench: name, taken, machine, measures }, null, 2);
  await writeFile(new URL(`${name}.json`, folder), `${text}\n`);
}

function line({ bench, measure, value, unit, against, ratio }: Measure): string {
  const figure = value.toLocaleString("en", { maximumFractionDigits: 1 });
  return `${bench}: ${measure}: ${figure} ${unit}, ${ratio.toFixed(2)} x ${against}`;
}
