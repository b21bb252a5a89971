// Where a log is to go: an address that holds no secret, or a file with one that does.
import { readFileSync } from "node:fs";
import { eventStoreFaults, mayLag } from "../instance/settings/store-address.ts";
import { CliFault } from "../terminal/fault.ts";

export interface TargetAddress {
  /** As the client takes it. */
  readonly url: string;
  /** Without user and password: to be printed, and kept. */
  readonly shown: string;
}

/**
 * Throws TARGET_ADDRESS_WRONG; TARGET_MAY_LAG, since what was copied is read back to go on and to
 * compare, and a node that has not got it yet would tell another log; SECRET_IN_ARGUMENT, since
 * whoever lists the processes of the machine sees what they were started with; FILE_UNREADABLE.
 */
export function targetAddress(given: string): TargetAddress {
  const isAddress = given.includes("://");
  const url = isAddress ? given : contentOf(given);
  const [fault] = eventStoreFaults({ EVENTSTORE_URL: url }, false);
  if (fault) {
    throw new CliFault("TARGET_ADDRESS_WRONG", `The address to copy to: ${fault.message}.`, {
      fault: fault.code,
    });
  }
  if (mayLag(url)) {
    const why = "Where there are several nodes, all is read from the one that is written to.";
    throw new CliFault("TARGET_MAY_LAG", `${why} Write nodePreference=leader into the address.`);
  }
  // A password may hold any sign but @.
  const shown = url.replace(/\/\/.*@/s, "//");
  if (!isAddress || shown === url) return { url, shown };
  const message = "There is a password in the address. Write it to a file, and give its name.";
  throw new CliFault("SECRET_IN_ARGUMENT", message);
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliFault("FILE_UNREADABLE", `${file} cannot be read: ${why}.`, { cause });
  }
}
