// What cannot be decoded is an answer to whoever sent it, not an error of the server: gRPC would
// call it INTERNAL, which clients take for a fault here and repeat.
import { MalformedMessage } from "../../protobuf/wire-reader.ts";

export type Decoded<Message> = Message | MalformedMessage;

/** For the hand codec, which says itself what is malformed. Anything else is a fault of ours. */
export function tolerant<Message>(decode: (bytes: Buffer) => Message) {
  return (bytes: Buffer): Decoded<Message> => {
    try {
      return decode(bytes);
    } catch (error) {
      if (error instanceof MalformedMessage) return error;
      throw error;
    }
  };
}
