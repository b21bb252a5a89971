// BatchAppendResp, as streams.proto and shared.proto of the client have it, read by hand.
import { readUuid } from "../../protobuf/uuid.ts";
import { WireReader } from "../../protobuf/wire-reader.ts";

export interface BatchAnswer {
  /** Which append it is the answer to. */
  readonly number: number;
  readonly outcome: { readonly revision: number } | BatchRefusal;
}

/** google.rpc.Status, with what the detail says. */
export interface BatchRefusal {
  readonly code: number;
  readonly message: string;
  /** "wrong-expected-version": names of the client's own errors. */
  readonly type: string | undefined;
  /** Where the stream is, of a wrong expected version. */
  readonly actualVersion: bigint | undefined;
}

/**
 * BatchAppendResp { UUID correlation_id = 1; oneof result { google.rpc.Status error = 2; Success
 * success = 3; } ... }. Throws where it is none.
 */
export function readBatchAnswer(bytes: Buffer): BatchAnswer {
  const reader = new WireReader(bytes);
  let number: number | undefined;
  let outcome: BatchAnswer["outcome"] | undefined;
  while (reader.next()) {
    if (reader.field === 1) number = readUuid(reader.message())?.readUIntBE(10, 6);
    else if (reader.field === 2) outcome = refusalIn(reader.message());
    else if (reader.field === 3) outcome = { revision: revisionIn(reader.message()) };
    else reader.passOver();
  }
  if (number === undefined || outcome === undefined) throw new Error("An answer to no append.");
  return { number, outcome };
}

/** Success { oneof { uint64 current_revision = 1; Empty no_stream = 2; } ... } */
function revisionIn(reader: WireReader): number {
  let revision = -1;
  while (reader.next()) {
    if (reader.field === 1) revision = reader.varint();
    else reader.passOver();
  }
  return revision;
}

/** google.rpc.Status: int32 code = 1; string message = 2; Any details = 3 (one, as servers do). */
function refusalIn(reader: WireReader): BatchRefusal {
  let code = 0;
  let message = "";
  let type: string | undefined;
  let actualVersion: bigint | undefined;
  while (reader.next()) {
    if (reader.field === 1) code = reader.varint();
    else if (reader.field === 2) message = reader.text();
    else if (reader.field === 3) {
      const { name, value } = anyIn(reader.message());
      type = typeOf(name);
      if (name === "WrongExpectedVersion") actualVersion = actualIn(new WireReader(value));
    } else reader.passOver();
  }
  return { code, message, type, actualVersion };
}

/** google.protobuf.Any { string type_url = 1; bytes value = 2; }: the last part of the name. */
function anyIn(reader: WireReader): { readonly name: string; readonly value: Buffer } {
  let name = "";
  let value: Buffer = Buffer.alloc(0);
  while (reader.next()) {
    if (reader.field === 1) name = reader.text().split(/[./]/).at(-1) ?? "";
    else if (reader.field === 2) value = reader.slice();
    else reader.passOver();
  }
  return { name, value };
}

/** As the client names its errors. */
const typeOf = (name: string): string => name.replaceAll(/(?<=.)[A-Z]/g, "-$&").toLowerCase();

/** WrongExpectedVersion { oneof { uint64 current_stream_revision = 1; Empty no_stream = 2; } } */
function actualIn(reader: WireReader): bigint | undefined {
  let actual: bigint | undefined;
  while (reader.next()) {
    if (reader.field === 1) actual = reader.varint64();
    else reader.passOver();
  }
  return actual;
}
