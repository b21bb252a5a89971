// The two requests that carry events: a classic append (options first, then one event per message)
// and a chunk of a batch append (many appends share one stream of messages, told apart by their
// correlation id).

import { MalformedMessage, WireReader } from "../../protobuf/wire-reader.ts";
import {
  type AppendOptions,
  type ProposedMessage,
  readAppendOptions,
  readProposedMessage,
} from "./append-request.ts";

export interface AppendMessage {
  readonly options: AppendOptions | undefined;
  readonly event: ProposedMessage | undefined;
}

// A UUID takes 38 bytes as text and up to 24 as two numbers.
const correlationBytesMax = 64;
/** More does not fit into one append (see `Proposal`), whatever is in the message. */
const eventsMax = 200_000;

export interface BatchChunk {
  /** The UUID message as it was sent; it goes back unread. */
  readonly correlation: Buffer | undefined;
  readonly options: AppendOptions | undefined;
  readonly events: readonly ProposedMessage[];
  readonly isFinal: boolean;
}

/** AppendReq { oneof content { Options options = 1; ProposedMessage proposed_message = 2; } } */
export function readAppendMessage(bytes: Buffer): AppendMessage {
  const reader = new WireReader(bytes);
  let options: AppendOptions | undefined;
  let event: ProposedMessage | undefined;
  while (reader.next()) {
    if (reader.field === 1) options = readAppendOptions(reader.message(), Date.now());
    else if (reader.field === 2) event = readProposedMessage(reader.message());
    else reader.passOver();
  }
  return { options, event };
}

/**
 * BatchAppendReq { UUID correlation_id = 1; Options options = 2;
 * repeated ProposedMessage proposed_messages = 3; bool is_final = 4; }
 */
export function readBatchChunk(bytes: Buffer): BatchChunk {
  const reader = new WireReader(bytes);
  let correlation: Buffer | undefined;
  let options: AppendOptions | undefined;
  let isFinal = false;
  const events: ProposedMessage[] = [];
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        correlation = reader.slice();
        if (correlation.length > correlationBytesMax) throw new MalformedMessage("correlation id");
        break;
      case 2:
        options = readAppendOptions(reader.message(), Date.now());
        break;
      case 3:
        events.push(readProposedMessage(reader.message()));
        if (events.length > eventsMax) throw new MalformedMessage("too many events");
        break;
      case 4:
        isFinal = reader.varint() !== 0;
        break;
      default:
        reader.passOver();
    }
  }
  return { correlation, options, events, isFinal };
}
