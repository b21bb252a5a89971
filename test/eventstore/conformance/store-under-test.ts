// The store that the suite is about: an embedded node of the file's own, or the server that
// EVENTSTORE_URL names. Names of streams are unique and $all is looked at from where it ends, so
// that a used server will do.
import { type Credentials, EventStoreDBClient, type Position } from "@eventstore/db-client";
import { afterAll } from "vitest";
import { events, freshStream, useNode } from "../embedded/node-for-test.ts";

/** Undefined: the embedded node. */
export const url = process.env.EVENTSTORE_URL;

const [, username, password] = /^[a-z+]+:\/\/([^:@/]+):([^@/]+)@/.exec(url ?? "") ?? [];

/** Undefined where the store asks for none. */
export const logIn: Credentials | undefined =
  username === undefined || password === undefined
    ? undefined
    : { username: decodeURIComponent(username), password: decodeURIComponent(password) };

/** Credentials for one call make the client use the classic append. */
export const ways = [
  ["batch append", {}],
  ["classic append", { credentials: logIn ?? { username: "ignored", password: "ignored" } }],
] as const;

/** Call it at the top of a file. */
export function useStore(): { readonly client: EventStoreDBClient } {
  if (url === undefined) return useNode();
  const client = EventStoreDBClient.connectionString(url);
  afterAll(() => client.dispose());
  return { client };
}

/** A position in $all behind everything that was there before. */
export async function endOfAll(client: EventStoreDBClient): Promise<Position> {
  const { position } = await client.appendToStream(freshStream("here"), events(1));
  if (position === undefined) throw new Error("no position");
  return position;
}
