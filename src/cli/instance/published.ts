// What a running `serve` tells the short commands on the same folder: where its stores are.
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DatabaseAddress } from "../../database/connection.ts";
import type { EventStoreAddress } from "../../eventstore/event-log.ts";

export interface Published {
  readonly pid: number;
  readonly dataDirectory: string;
  /** Where its keys are, whatever KEYS_DIR says to who attaches to it. */
  readonly keysDirectory: string;
  readonly eventStore: EventStoreAddress;
  readonly database: DatabaseAddress;
  /** Where it listens: http://127.0.0.1:8080 */
  readonly address: string;
}

const fileIn = (dataDirectory: string): string => join(resolve(dataDirectory), "serving.json");

export function publish(published: Published): void {
  const file = fileIn(published.dataDirectory);
  writeFileSync(`${file}.new`, JSON.stringify(published), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Undefined when nobody serves, also when one was killed and left its note behind. */
export function publishedBy(dataDirectory: string): Published | undefined {
  try {
    // Written by `publish` alone, in a folder of the owner's.
    const published = JSON.parse(readFileSync(fileIn(dataDirectory), "utf8")) as Published;
    process.kill(published.pid, 0);
    return published;
  } catch {
    return undefined;
  }
}

export function withdraw(dataDirectory: string): void {
  rmSync(fileIn(dataDirectory), { force: true });
}
