// What `serve` works with, in a folder that is gone afterwards.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instance, openInstance } from "../../src/cli/instance/instance.ts";
import { settingsFrom } from "../../src/cli/instance/settings.ts";
import { openLog } from "../../src/cli/terminal/log.ts";
import type { Clock } from "../../src/eventstore/handler/handle.ts";

export async function withInstance<Result>(
  run: (instance: Instance) => Promise<Result>,
  clock?: Clock,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "batchproof-bench-"));
  const settings = settingsFrom({ DATA_DIR: folder });
  const logger = openLog({ quiet: true, forPeople: false });
  const instance = await openInstance(settings, {
    logger,
    as: "server",
    projectsApart: true,
    ...(clock && { clock }),
  });
  try {
    return await run(instance);
  } finally {
    await instance.close();
    await rm(folder, { recursive: true, force: true });
  }
}
