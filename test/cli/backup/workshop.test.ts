// What a restore sweeps beside the data folder, and what it leaves to its owner.
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { takeWorkshop } from "../../../src/cli/backup/workshop.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "batchproof-workshop-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function filled(name: string): Promise<void> {
  await mkdir(join(folder, name, "keys"), { recursive: true });
  await writeFile(join(folder, name, "keys", "people"), "secret");
}
const take = () => takeWorkshop(join(folder, "plant"), "restoring");

test.each(["plant.drill", "plant.restoring", "plant.drill-2"])(
  "%s that may be a data folder is left as it is",
  async (name) => {
    await filled(name);
    await expect(take()).rejects.toMatchObject({ code: "WORKSHOP_UNKNOWN" });
    expect(await readdir(join(folder, name))).toEqual(["keys"]);
  },
);

test("what a restore left is swept, as far as it had come", async () => {
  await filled("plant.restoring/data");
  await filled("plant.restoring-4711");
  await mkdir(join(folder, "plant.drill"));
  await filled("plant.drill/data");
  await writeFile(join(folder, "plant.drill", "workshop"), "");
  await mkdir(join(folder, "plant.drill-4712"));
  const workshop = await take();
  expect(await readdir(folder)).toEqual(["plant.restoring"]);
  expect(await readdir(join(folder, "plant.restoring"))).toContain("workshop");
  await workshop.remove();
  expect(await readdir(folder)).toEqual([]);
});
