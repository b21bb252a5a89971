// Small messages that several others hold, on both ends of the wire.
import type { WireReader } from "./wire-reader.ts";

/** StreamIdentifier { bytes stream_name = 3; }; undefined where there is no name in it. */
export function readStreamIdentifier(reader: WireReader): string | undefined {
  let name: string | undefined;
  while (reader.next()) {
    if (reader.field === 3) name = reader.text();
    else reader.passOver();
  }
  return name;
}

/** An entry of map<string, string>: string key = 1; string value = 2. */
export function readEntry(reader: WireReader): { readonly key: string; readonly value: string } {
  let key = "";
  let value = "";
  while (reader.next()) {
    if (reader.field === 1) key = reader.text();
    else if (reader.field === 2) value = reader.text();
    else reader.passOver();
  }
  return { key, value };
}
