// npm run schemas: writes the published contract and the lists in docs from the code.
// With --release, the schemas as they are now become unchangeable (released.json).
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { aggregates, eventTypes } from "../src/domain/catalogue.ts";
import { AttemptRefused } from "../src/domain/kernel/attempt-refused.ts";
import { refusals } from "../src/domain/kernel/refusal.ts";
import { contractFiles } from "./generator/contract.ts";
import { inOrder } from "./generator/event-list.ts";
import { brokenReleases, type Released, release } from "./generator/released.ts";

const root = join(import.meta.dirname, "..");
const releasedFile = join(root, "schemas", "released.json");

export const contract = (): Promise<ReadonlyMap<string, string>> =>
  contractFiles(
    [...eventTypes.values()],
    inOrder([{ category: "kernel", events: [AttemptRefused] }, ...aggregates]),
    refusals,
  );

export const readReleased = async (): Promise<Released> =>
  JSON.parse(await readFile(releasedFile, "utf8")) as Released;

if (import.meta.main) await main(process.argv.slice(2));

async function main(options: readonly string[]): Promise<void> {
  const files = await contract();
  const released = await readReleased();
  const broken = brokenReleases(released, files);
  if (broken.length > 0) {
    const toDo = "Give the event type a new shape and move the old one into `formerly`.";
    throw new Error(`A released schema never changes: ${broken.join(", ")}. ${toDo}`);
  }
  for (const name of await readdir(join(root, "schemas"))) {
    const path = `schemas/${name}`;
    const generated = /\.v\d+\.json$/.test(name);
    if (generated && !files.has(path)) await rm(join(root, path));
  }
  for (const [path, text] of files) await writeFile(join(root, path), text);
  if (options.includes("--release")) {
    await writeFile(releasedFile, `${JSON.stringify(release(released, files), null, 2)}\n`);
  }
}
