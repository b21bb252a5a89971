// A place in $all as text, "commit/prepare". Nothing outside compares or counts with it.
import { EventLogFault } from "../../event-log-fault.ts";
import type { StorePosition } from "../../stored-event.ts";

export interface Position {
  readonly commit: string;
  readonly prepare: string;
}

// What servers say when they know no position.
const unknown = "18446744073709551615";

/** Undefined when the server sent none. */
export function storePosition(commit: string, prepare: string): StorePosition | undefined {
  if (commit === unknown || prepare === unknown) return undefined;
  // The one place where a position is made.
  return `${commit}/${prepare}` as StorePosition;
}

export function parsePosition(position: StorePosition): Position {
  const parts = /^(\d{1,20})\/(\d{1,20})$/.exec(position);
  const [, commit, prepare] = parts ?? [];
  if (commit === undefined || prepare === undefined) {
    const message = `"${position}" is not a position of the event store; give one that it gave.`;
    throw new EventLogFault("MALFORMED_POSITION", message);
  }
  return { commit, prepare };
}

/** Whether `a` stands at or after `b` in log order. */
export const isAtOrAfter = (a: StorePosition, b: StorePosition): boolean =>
  BigInt(parsePosition(a).commit) >= BigInt(parsePosition(b).commit);
