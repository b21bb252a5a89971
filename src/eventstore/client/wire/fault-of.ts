// What the client threw, in our words. Its classes are not asked: the same outage comes as a plain
// Error, as an UnavailableError or as an UnknownError, depending on where it struck. Codes, types
// and trailers are.
import { EventLogFault } from "../../event-log-fault.ts";

/** Anything may be thrown, so all of it is in doubt. */
interface Clues {
  readonly code: unknown;
  readonly type: unknown;
  readonly actualVersion: unknown;
  readonly metadata: unknown;
}

/**
 * Answers that would be the same for ever; undefined for what passes or leaves the outcome unknown.
 */
export function finalFault(error: unknown, stream?: string): EventLogFault | undefined {
  if (error instanceof EventLogFault) return isPassing(error) ? undefined : error;
  const clues = cluesOf(error);
  const about = { ...(stream !== undefined && { stream }), cause: error };
  const where = stream === undefined ? "" : ` Stream ${stream}.`;
  switch (kindOf(clues)) {
    case "wrong-expected-version": {
      const actual = typeof clues.actualVersion === "bigint" ? Number(clues.actualVersion) : -1;
      const message = `${stream} is at revision ${actual}, which is not where it was expected.`;
      return new EventLogFault("WRONG_EXPECTED_REVISION", message, { ...about, actual });
    }
    case "maximum-append-size-exceeded":
      return new EventLogFault(
        "APPEND_TOO_LARGE",
        `The event store takes no append of this size; split it.${where}`,
        about,
      );
    case "stream-deleted":
      return new EventLogFault("STREAM_DELETED", `The stream is deleted.${where}`, about);
    case "access-denied":
      return new EventLogFault(
        "ACCESS_DENIED",
        `The event store does not let this user do that; check the credentials.${where}`,
        about,
      );
    case "refused":
      return new EventLogFault(
        "EVENT_STORE_REFUSED",
        `The event store refused: ${reasonOf(error)}.${where}`,
        about,
      );
    default:
      return undefined;
  }
}

export function unavailable(what: string, last: unknown): EventLogFault {
  const message = `${what}: the event store gave no answer (${reasonOf(last)}). Try again.`;
  return new EventLogFault("EVENT_STORE_UNAVAILABLE", message, { cause: last });
}

export const isPassing = (error: EventLogFault): boolean =>
  error.code === "EVENT_STORE_UNAVAILABLE";

type Final =
  | "wrong-expected-version"
  | "maximum-append-size-exceeded"
  | "stream-deleted"
  | "access-denied"
  | "refused";

const named: ReadonlySet<unknown> = new Set<Final>([
  "wrong-expected-version",
  "maximum-append-size-exceeded",
  "stream-deleted",
  "access-denied",
]);
const isFinal = (kind: unknown): kind is Final => named.has(kind);

// gRPC: INVALID_ARGUMENT, PERMISSION_DENIED, FAILED_PRECONDITION, OUT_OF_RANGE, UNIMPLEMENTED,
// UNAUTHENTICATED.
const byStatus: ReadonlyMap<unknown, Final> = new Map([
  [3, "refused"],
  [7, "access-denied"],
  [9, "refused"],
  [11, "refused"],
  [12, "refused"],
  [16, "access-denied"],
]);

function kindOf({ type, code, metadata }: Clues): Final | undefined {
  for (const kind of [type, exceptionIn(metadata)]) {
    if (isFinal(kind)) return kind;
    // A follower that takes no writes says so with FAILED_PRECONDITION or NOT_FOUND; the client
    // then finds the leader.
    if (kind === "not-leader") return undefined;
  }
  return byStatus.get(code);
}

/** Servers name their refusals in a trailer. */
function exceptionIn(metadata: unknown): unknown {
  if (!isObject(metadata) || !("get" in metadata)) return undefined;
  const { get } = metadata;
  const values: unknown = typeof get === "function" ? get.call(metadata, "exception") : undefined;
  return Array.isArray(values) ? values[0] : undefined;
}

function cluesOf(error: unknown): Clues {
  const none: Clues = { code: undefined, type: undefined, actualVersion: 0, metadata: undefined };
  if (!isObject(error)) return none;
  return {
    code: "code" in error ? error.code : undefined,
    type: "type" in error ? error.type : undefined,
    actualVersion: "actualVersion" in error ? error.actualVersion : undefined,
    metadata: "metadata" in error ? error.metadata : undefined,
  };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const reasonOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  return text === "" ? "it named no reason" : text;
};
