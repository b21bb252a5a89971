// The store that the suite is about: an embedded node of the file's own, or the server that
// EVENTSTORE_URL names. Names of streams are unique, so that a used server will do.
import { EventStoreDBClient } from "@eventstore/db-client";
import { afterAll, beforeAll } from "vitest";
import { nodeForTest } from "../embedded/node-for-test.ts";
import type { promised } from "./promises.ts";

/** Call it at the top of a file, with what the file checks. */
export function useStore(_group: keyof typeof promised): { readonly client: EventStoreDBClient } {
  const url = process.env.EVENTSTORE_URL;
  let client: EventStoreDBClient | undefined;
  let end = async () => {};
  beforeAll(async () => {
    if (url !== undefined) {
      client = EventStoreDBClient.connectionString(url);
      return;
    }
    const up = await nodeForTest();
    client = up.client;
    end = () => up.node.stop();
  });
  afterAll(async () => {
    await client?.dispose();
    await end();
  });
  return {
    get client() {
      if (client === undefined) throw new Error("the store is there inside tests only");
      return client;
    },
  };
}
