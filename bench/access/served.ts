// Starts the service in a process of its own, and asks it what it has spent.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const Ready = z.object({
  address: z.string(),
  /** What makes the first administrator. */
  founder: z.string(),
  database: z.object({
    host: z.string(),
    port: z.number(),
    database: z.string(),
    user: z.string(),
  }),
});

const Spent = z.object({
  /** Of the service's own process, since it began. */
  cpu_ms: z.number(),
  /** What others waited for the event loop since it is watched, 99th percentile. */
  heldUp_ms: z.number(),
  /** The most that it had in memory so far. */
  memory_bytes: z.number(),
  /** What it has there now. */
  resident_bytes: z.number(),
});

export interface Served extends AsyncDisposable, z.output<typeof Ready> {
  /** Its DATA_DIR. */
  readonly folder: string;
  /** `watch`: from now on the event loop is watched, which costs a little. */
  ask(what: "watch" | "spent"): Promise<z.output<typeof Spent>>;
}

export async function serveApart(): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), "batchproof-bench-"));
  const child = fork(new URL("service.ts", import.meta.url), [folder]);
  const ended = once(child, "exit");
  const died = ended.then(([code]): never => {
    throw new Error(`The service ended (${code}).`);
  });
  died.catch(() => {});
  const said = async (): Promise<unknown> =>
    (await Promise.race([once(child, "message"), died]))[0];
  const ready = Ready.parse(await said());
  return {
    ...ready,
    folder,
    async ask(what) {
      const answer = said();
      child.send(what);
      return Spent.parse(await answer);
    },
    async [Symbol.asyncDispose]() {
      child.send("stop");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
