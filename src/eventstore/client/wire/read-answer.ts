// ReadResp, as streams.proto of the client has it, read by hand: every event that anybody reads
// comes through here, and the client's stubs take several times as long (decision 17).
import { readChunk } from "../../protobuf/read-chunk.ts";
import { readEntry, readStreamIdentifier } from "../../protobuf/shared-messages.ts";
import { readUuidText } from "../../protobuf/uuid.ts";
import { WireReader } from "../../protobuf/wire-reader.ts";
import type { Found } from "./message.ts";
import { storePosition } from "./position.ts";

/** What is not told apart: confirmations, checkpoints, first and last positions, no such stream. */
export type ReadAnswer =
  | { readonly kind: "event"; readonly event: Found }
  | { readonly kind: "caughtUp" | "fellBehind" | "other" };

export const readAnswers = (chunk: Buffer): ReadAnswer[] => readChunk(chunk, answerIn);

export const readAnswer = (bytes: Buffer): ReadAnswer => answerIn(new WireReader(bytes));

/** One oneof: ReadEvent event = 1; CaughtUp caught_up = 8; FellBehind fell_behind = 9; others. */
function answerIn(reader: WireReader): ReadAnswer {
  let answer: ReadAnswer = { kind: "other" };
  while (reader.next()) {
    if (reader.field === 1) answer = eventIn(reader.message());
    else {
      if (reader.field === 8) answer = { kind: "caughtUp" };
      if (reader.field === 9) answer = { kind: "fellBehind" };
      reader.passOver();
    }
  }
  return answer;
}

/** ReadEvent { RecordedEvent event = 1; RecordedEvent link = 2; ... }: a link may lead nowhere. */
function eventIn(reader: WireReader): ReadAnswer {
  let answer: ReadAnswer = { kind: "other" };
  while (reader.next()) {
    if (reader.field === 1) answer = { kind: "event", event: recordedIn(reader.message()) };
    else reader.passOver();
  }
  return answer;
}

/**
 * RecordedEvent { UUID id = 1; StreamIdentifier stream_identifier = 2; uint64 stream_revision = 3;
 * uint64 prepare_position = 4; uint64 commit_position = 5; map<string, string> metadata = 6;
 * bytes custom_metadata = 7; bytes data = 8; }
 */
function recordedIn(reader: WireReader): Found {
  let [id, stream, revision, type] = ["", "", 0, ""];
  let contentType = "application/octet-stream";
  let created_ms = Number.NaN;
  let [commit, prepare] = ["0", "0"];
  let data = nothing;
  let metadata = nothing;
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        id = readUuidText(reader.message()) ?? "";
        break;
      case 2:
        stream = readStreamIdentifier(reader.message()) ?? "";
        break;
      case 3:
        revision = reader.varint();
        break;
      case 4:
        prepare = reader.uint64Text();
        break;
      case 5:
        commit = reader.uint64Text();
        break;
      case 6: {
        const { key, value } = readEntry(reader.message());
        if (key === "type") type = value;
        if (key === "content-type") contentType = value;
        // In ticks of 100 ns; not a number where a server leaves it out.
        if (key === "created") created_ms = Number(value) / 10_000;
        break;
      }
      case 7:
        metadata = reader.slice();
        break;
      case 8:
        data = reader.slice();
        break;
      default:
        reader.passOver();
    }
  }
  return {
    id,
    stream,
    revision,
    type,
    contentType,
    data,
    metadata,
    created_ms,
    storePosition: storePosition(commit, prepare),
  };
}

const nothing: Buffer = Buffer.alloc(0);
