// The shapes of the requests that the client's stubs decode. They run on for ever on bytes that end
// within a field, so each message is walked before they see it.
import { MalformedMessage, WireReader } from "../../protobuf/wire-reader.ts";

type Field = "varint" | "bytes" | Shape;

/** The fields of a message by their number. */
export interface Shape {
  readonly [field: number]: Field;
}

export const empty: Shape = {};
const stream: Shape = { 3: "bytes" };
const expression: Shape = { 1: "bytes", 2: "bytes" };
const expected: Shape = { 1: stream, 2: "varint", 3: empty, 4: empty, 5: empty };

/** streams.proto: `DeleteReq` and `TombstoneReq`. */
export const deletion: Shape = { 1: expected };

/** streams.proto: `ReadReq`. */
export const reading: Shape = {
  1: {
    1: { 1: stream, 2: "varint", 3: empty, 4: empty },
    2: { 1: { 1: "varint", 2: "varint" }, 2: empty, 3: empty },
    3: "varint",
    4: "varint",
    5: "varint",
    6: empty,
    7: { 1: expression, 2: expression, 3: "varint", 4: empty, 5: "varint" },
    8: empty,
    9: { 1: empty, 2: empty },
    10: { 1: "varint" },
  },
};

/** Throws MalformedMessage. Fields that are not known are passed over, as the protocol has it. */
function walk(reader: WireReader, shape: Shape): void {
  while (reader.next()) {
    const field = shape[reader.field];
    if (field === undefined) reader.passOver();
    else if (field === "varint") reader.varint64();
    else if (field === "bytes") reader.slice();
    else walk(reader.message(), field);
  }
}

/** A decoder of the stubs that is only given what has this shape. */
export const shaped =
  <Message>(shape: Shape, decode: (bytes: Buffer) => Message) =>
  (bytes: Buffer): Message | MalformedMessage => {
    try {
      walk(new WireReader(bytes), shape);
      return decode(bytes);
    } catch (error) {
      // The stubs throw whatever they stumble over.
      return error instanceof MalformedMessage ? error : new MalformedMessage(String(error));
    }
  };
