// The secret of a session at this terminal, in a file that only its owner can read: one for each
// data folder.
import { createHash } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { CliFault } from "../terminal/fault.ts";

export interface KeptSession {
  /** Undefined: none, or one that others could have read or put there. */
  token(): string | undefined;
  /** Throws SESSION_NOT_KEPT. */
  keep(token: string): void;
  forget(): void;
}

/** `dataDirectory`: its real path. */
export function keptSession(
  environment: Readonly<Record<string, string | undefined>>,
  dataDirectory: string,
): KeptSession {
  const home = environment.HOME || homedir();
  const folder = join(environment.XDG_STATE_HOME || join(home, ".local", "state"), "batchproof");
  const name = createHash("sha256").update(dataDirectory).digest("hex").slice(0, 32);
  const file = join(folder, `session-${name}`);
  return {
    token() {
      try {
        if ((statSync(file).mode & 0o077) !== 0) return undefined;
        return readFileSync(file, "utf8").trim();
      } catch {
        return undefined;
      }
    },
    keep(token) {
      const draft = `${file}.${process.pid}`;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        chmodSync(folder, 0o700);
        writeFileSync(draft, `${token}\n`, { mode: 0o600, flag: "wx" });
        renameSync(draft, file);
      } catch (cause) {
        rmSync(draft, { force: true });
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new CliFault("SESSION_NOT_KEPT", `The session cannot be kept: ${why}.`, { cause });
      }
    },
    forget: () => rmSync(file, { force: true }),
  };
}
