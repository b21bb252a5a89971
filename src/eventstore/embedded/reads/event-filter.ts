// Server-side filters of $all: by stream name or event type, by prefix or regular expression.
import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js";
import type { ServiceError } from "@grpc/grpc-js";
import type { StoredRecord } from "../store/record.ts";
import { invalidArgument } from "../streams/refusal.ts";
import { regexFault } from "./regex-check.ts";

export interface EventFilter {
  matches(record: StoredRecord): boolean;
  /** A checkpoint is sent each time that so many events were looked at. */
  readonly checkpointEvery: number;
}

// How many events the protocol's "search window" has when the client names none.
const searchWindow = 32;

export function eventFilter(options: ReadReq.Options.FilterOptions): EventFilter | ServiceError {
  const byStream = options.hasStreamIdentifier();
  const expression = byStream ? options.getStreamIdentifier() : options.getEventType();
  const regex = expression?.getRegex() ?? "";
  const prefixes = expression?.getPrefixList() ?? [];
  const window = options.hasMax() ? options.getMax() : searchWindow;
  const checkpointEvery =
    Math.max(1, options.getCheckpointintervalmultiplier()) * Math.max(1, window);
  const text = (record: StoredRecord) => (byStream ? record.stream : record.type);
  if (regex === "") {
    const matches = (record: StoredRecord) => {
      const value = text(record);
      return prefixes.some((prefix) => value.startsWith(prefix));
    };
    return { matches, checkpointEvery };
  }
  const fault = regexFault(regex);
  if (fault !== undefined) return invalidArgument(`The filter's expression ${fault}.`);
  const compiled = new RegExp(regex);
  return { matches: (record) => compiled.test(text(record)), checkpointEvery };
}
