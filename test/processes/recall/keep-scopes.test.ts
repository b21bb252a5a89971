// The keeper of scopes: what keeps one recall from being traced is told once, and keeps no other.
import { expect, test } from "vitest";
import { recall } from "../../../src/domain/recall/recall.ts";
import { keepScopes } from "../../../src/processes/recall/keep-scopes.ts";
import { opened } from "../../domain/recall/examples.ts";
import { metadataOf, uuid } from "../../given.ts";

test("a recall that cannot be traced is told of once; others are traced", async () => {
  const stopping = new AbortController();
  const stuck: string[] = [];
  const loaded: string[] = [];
  const faults: string[] = [];
  const unused = () => Promise.reject(new Error("Nothing is traced here."));
  const keeper = keepScopes({
    handler: {
      execute: unused,
      load: async <State>(of: { readonly initial: State }, id: string) => {
        expect(of.initial).toBe(recall.initial);
        loaded.push(id);
        const nothing = { authors: new Set<string>(), given: async () => undefined };
        return { revision: -1, site: undefined, recordedAt: "", state: of.initial, ...nothing };
      },
    },
    session: {} as never,
    reached: unused,
    lastWentInto: unused,
    visible: async (recallId) => {
      if (recallId === "r-1") throw new Error("The read model has stopped.");
    },
    onWidened: () => {},
    onSinceEnd: unused,
    onFault: (_, recallId) => faults.push(recallId),
    onStuck: async (recallId) => {
      stuck.push(recallId);
    },
  });
  for (const recallId of ["r-1", "r-2"]) {
    const event = opened as Parameters<typeof keeper.see>[0]["event"];
    const at = { id: uuid(1), stream: `recall-${recallId}`, revision: 0 };
    keeper.see({ ...at, event, metadata: metadataOf() });
  }
  const running = keeper.run(stopping.signal);
  await expect.poll(() => faults.length, { timeout: 10_000 }).toBeGreaterThan(1);
  stopping.abort();
  await running;
  expect(stuck).toEqual(["r-1"]);
  expect(new Set(loaded)).toEqual(new Set(["r-2"]));
});
