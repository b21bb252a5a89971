// Server-side filters of $all: by stream name or event type, by prefix or regular expression.
import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js";
import type { ServiceError } from "@grpc/grpc-js";
import type { StoredRecord } from "../store/record.ts";
import { invalidArgument } from "../streams/refusal.ts";
import { regexMatcher } from "./regex/automaton.ts";
import { RegexFault } from "./regex/source.ts";

export interface EventFilter {
  matches(record: StoredRecord): boolean;
  /** A checkpoint is sent each time that so many events were looked at. */
  readonly checkpointEvery: number;
}

// How many events the protocol's "search window" has when the client names none.
const searchWindow = 32;
// Each is compared with every event.
const prefixesMax = 1_000;

export function eventFilter(options: ReadReq.Options.FilterOptions): EventFilter | ServiceError {
  const byStream = options.hasStreamIdentifier();
  const expression = byStream ? options.getStreamIdentifier() : options.getEventType();
  const regex = expression?.getRegex() ?? "";
  const prefixes = expression?.getPrefixList() ?? [];
  if (prefixes.length > prefixesMax) {
    return invalidArgument(`A filter has at most ${prefixesMax} prefixes.`);
  }
  const window = options.hasMax() ? options.getMax() : searchWindow;
  const checkpointEvery =
    Math.max(1, options.getCheckpointintervalmultiplier()) * Math.max(1, window);
  const text = (record: StoredRecord) => (byStream ? record.stream : record.type);
  const passes = regex === "" ? prefixMatcher(prefixes) : matcherOf(regex);
  if (passes instanceof Error) return passes;
  return { matches: (record) => passes(text(record)), checkpointEvery };
}

const prefixMatcher = (prefixes: readonly string[]) => (text: string) =>
  prefixes.some((prefix) => text.startsWith(prefix));

function matcherOf(regex: string): ((text: string) => boolean) | ServiceError {
  try {
    return regexMatcher(regex);
  } catch (error) {
    if (!(error instanceof RegexFault)) throw error;
    return invalidArgument(`The filter's expression ${error.message}.`);
  }
}
