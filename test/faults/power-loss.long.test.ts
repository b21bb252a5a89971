// The order in which the node writes, forces to disk and answers, as the kernel saw it. A power cut
// takes what was not forced: so an answer may leave only after the force that follows its write.
import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { jsonEvent } from "@eventstore/db-client";
import { expect, test } from "vitest";
import { nodeForTest } from "../eventstore/embedded/node-for-test.ts";

/** Debian's package of that name; .ci/run installs it. */
const canTrace = spawnSync("strace", ["-qq", "true"]).status === 0;
if (!canTrace)
  process.stderr.write("power-loss.long.test.ts: left out, strace cannot trace here\n");

interface Seen {
  /** Answers whose write to the socket was found. */
  readonly answers: number;
  /** Names of streams that were answered for before their write was forced to disk. */
  readonly tooEarly: readonly string[];
}

/** What a node did while so many writers appended, each its turns, to streams of their own. */
async function traced(synchronous: "FULL" | "NORMAL", writers: number): Promise<Seen> {
  const { node, client, directory } = await nodeForTest({ synchronous });
  const folder = await mkdtemp(join(tmpdir(), "power-"));
  const file = join(folder, "trace");
  const calls = "trace=pwrite64,fdatasync,fsync,write,writev,sendmsg,sendto";
  const options = ["-f", "-y", "-s", "70000", "-e", calls, "-o", file, "-p", String(node.pid)];
  const strace = spawn("strace", options, { stdio: ["ignore", "ignore", "pipe"] });
  try {
    await once(createInterface({ input: strace.stderr }), "line");
    const names = Array.from({ length: writers }, (_, writer) =>
      Array.from({ length: turns }, (_, turn) => `cut-${writer}-${turn}-${randomUUID()}`),
    );
    const write = async (streams: readonly string[]) => {
      for (const stream of streams) {
        const event = jsonEvent({ type: "Written", data: { turn: 1 } });
        await client.appendToStream(stream, event, { expectedRevision: "no_stream" });
      }
    };
    await Promise.all(names.map(write));
    strace.kill("SIGINT");
    await once(strace, "exit");
    return judged(await readFile(file, "utf8"), names.flat());
  } finally {
    await client.dispose();
    await node.stop();
    await rm(directory, { recursive: true });
    await rm(folder, { recursive: true });
  }
}

const turns = 20;

function judged(trace: string, names: readonly string[]): Seen {
  const lines = trace.split("\n");
  const isOfLog = (line: string) => line.includes("events.sqlite-wal>");
  const writes = placesOf(lines, (line) => line.includes("pwrite64(") && isOfLog(line));
  const forced = forcedAt(lines);
  const sockets = placesOf(lines, (line) =>
    /(?:write|writev|sendmsg|sendto)\(\d+<[^>]*(?:socket|TCP|UNIX)/.test(line),
  );
  let answers = 0;
  const tooEarly = names.filter((name) => {
    const holds = (at: number) => lines[at]?.includes(name);
    const written = writes.find(holds);
    const answered = sockets.find(holds);
    if (answered === undefined) return false;
    answers += 1;
    if (written === undefined) return true;
    return !forced.some(({ begun, ended }) => begun > written && ended < answered);
  });
  return { answers, tooEarly };
}

const placesOf = (lines: readonly string[], is: (line: string) => boolean): readonly number[] =>
  lines.flatMap((line, at) => (is(line) ? [at] : []));

/** Where a force of the write-ahead log was asked for, and where it had succeeded. */
function forcedAt(lines: readonly string[]): readonly { begun: number; ended: number }[] {
  const open = new Map<string, number>();
  return lines.flatMap((line, at) => {
    const thread = line.split(" ", 1)[0] ?? "";
    if (/\b(?:fdatasync|fsync)\(\d+<[^>]*events\.sqlite-wal>/.test(line)) {
      if (/= 0$/.test(line)) return [{ begun: at, ended: at }];
      open.set(thread, at);
    }
    const begun = open.get(thread);
    if (begun === undefined || !/<\.\.\. (?:fdatasync|fsync) resumed>.*= 0$/.test(line)) return [];
    open.delete(thread);
    return [{ begun, ended: at }];
  });
}

test.runIf(canTrace).each([1, 16])(
  "no answer leaves before its write is forced to disk, %i writers",
  async (writers) => {
    expect(await traced("FULL", writers)).toEqual({ answers: writers * turns, tooEarly: [] });
  },
);

test.runIf(canTrace)("a node that forces nothing is found out", async () => {
  const { answers, tooEarly } = await traced("NORMAL", 1);
  expect(answers).toBe(turns);
  expect(tooEarly).toHaveLength(turns);
});
