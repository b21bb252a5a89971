// What is opened while an entry is being written waits for it, and nothing that is answered for is
// left out.
import { expect, test, vi } from "vitest";
import { createAccessTrail, type Opening } from "../../src/access/opening.ts";
import type { Session } from "../../src/eventstore/handler/handle.ts";

interface Written {
  readonly session: string;
  readonly type: string;
  readonly things: readonly string[];
  readonly done: PromiseWithResolvers<void>;
}

const sessionOf = (sessionId: string) =>
  ({ authentication: { sessionId }, site: "site-1", permits: "everything" }) as unknown as Session;
const opening = (id: string, taken = false): Opening => ({
  ...{ rights: ["readRecords"], scope: {}, taken, what: "getLot", asked: `/v1/lots/${id}`, id },
  kind: "materialLot",
});

/** A log whose writes end when the test says so. */
function slowLog() {
  const written: Written[] = [];
  const handler = {
    note(_: unknown, session: string, { type, data }: { type: string; data: unknown }) {
      const { opened } = data as { opened: { id: string }[] };
      const done = Promise.withResolvers<void>();
      written.push({ session, type, things: opened.map(({ id }) => id), done });
      return done.promise;
    },
  };
  const clock = { now: () => new Date("2026-11-28T08:00:00Z") };
  const trail = createAccessTrail({ handler, clock } as never);
  const told = () => written.map(({ session, type, things }) => [session, type, ...things]);
  return { trail, written, told };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("an entry for each session of what came meanwhile, answered when it is written", async () => {
  const { trail, written, told } = slowLog();
  const answered: string[] = [];
  const open = (session: string, thing: string, taken = false) =>
    trail.open(sessionOf(session), opening(thing, taken)).then(() => answered.push(thing));
  const all = [open("one", "a")];
  await turn();
  all.push(open("two", "b"), open("one", "c"), open("two", "d"), open("two", "e", true));
  await turn();
  expect(told()).toEqual([["one", "RecordsOpened", "a"]]);

  written[0]!.done.resolve();
  await turn();
  expect(answered).toEqual(["a"]);
  expect(told().slice(1)).toEqual([
    ["two", "RecordsOpened", "b", "d"],
    ["one", "RecordsOpened", "c"],
  ]);

  written[2]!.done.resolve();
  await turn();
  expect(answered).toEqual(["a", "c"]);
  written[1]!.done.resolve();
  await turn();
  expect(told().slice(3)).toEqual([["two", "RecordsExported", "e"]]);
  written[3]!.done.resolve();
  await Promise.all(all);
  expect(answered).toEqual(["a", "c", "b", "d", "e"]);
});

test("a session that takes long holds up only itself", async () => {
  const { trail, written, told } = slowLog();
  const slow = trail.open(sessionOf("slow"), opening("a"));
  const after = trail.open(sessionOf("slow"), opening("b"));
  const other = trail.open(sessionOf("other"), opening("c"));
  await vi.waitFor(() => expect(told()).toHaveLength(2));
  expect(told()[1]).toEqual(["other", "RecordsOpened", "c"]);
  written[1]!.done.resolve();
  expect(await other).toBeUndefined();
  const next = trail.open(sessionOf("other"), opening("d"));
  await vi.waitFor(() => expect(told()).toHaveLength(3));
  written[2]!.done.resolve();
  expect(await next).toBeUndefined();
  written[0]!.done.resolve();
  expect(await slow).toBeUndefined();
  await vi.waitFor(() => expect(told()[3]).toEqual(["slow", "RecordsOpened", "b"]));
  written[3]!.done.resolve();
  expect(await after).toBeUndefined();
});

test("who is nobody is told so, and stands in nobody's way", async () => {
  const { trail, written } = slowLog();
  const nobody = { ...sessionOf("x"), authentication: {} } as unknown as Session;
  await expect(trail.open(nobody, opening("a"))).rejects.toThrow("Nobody known");
  const known = trail.open(sessionOf("one"), opening("b"));
  await turn();
  written[0]!.done.resolve();
  expect(await known).toBeUndefined();
});

test("what cannot be written is told to those who wait for it, and to nobody else", async () => {
  const { trail, written } = slowLog();
  const first = trail.open(sessionOf("one"), opening("a"));
  await turn();
  const [lost, kept] = ["two", "three"].map((one) => trail.open(sessionOf(one), opening("b")));
  written[0]!.done.resolve();
  await first;
  await turn();
  written[1]!.done.reject(new Error("The log is away."));
  await expect(lost).rejects.toThrow("The log is away.");
  const later = trail.open(sessionOf("two"), opening("c"));
  written[2]!.done.resolve();
  expect(await kept).toBeUndefined();
  await turn();
  written[3]!.done.resolve();
  expect(await later).toBeUndefined();
});
