// The one method that the embedded node has and no other server: Read, with many answers in each
// message. gRPC takes longer over a message than all else takes over the event in it. Who offers
// it says so among the server's features; whoever asks without knowing it gets UNIMPLEMENTED.
//
//   service Streams { rpc ReadChunks (event_store.client.streams.ReadReq) returns (stream Chunk); }
//   message Chunk { repeated event_store.client.streams.ReadResp answers = 1; }
import { WireReader } from "./wire-reader.ts";
import { fieldSize, WireWriter } from "./wire-writer.ts";

export const readChunks = { service: "batchproof.streams.Streams", method: "ReadChunks" } as const;

export const readChunksPath = `/${readChunks.service}/${readChunks.method}`;

export function encodeChunk(answers: readonly Buffer[]): Buffer {
  const writer = new WireWriter(answers.reduce((sum, { length }) => sum + fieldSize(length), 0));
  for (const answer of answers) writer.bytesField(0x0a, answer);
  return writer.bytes;
}

export function readChunk<Answer>(chunk: Buffer, read: (answer: WireReader) => Answer): Answer[] {
  const reader = new WireReader(chunk);
  const answers: Answer[] = [];
  while (reader.next()) {
    if (reader.field === 1) answers.push(read(reader.message()));
    else reader.passOver();
  }
  return answers;
}
