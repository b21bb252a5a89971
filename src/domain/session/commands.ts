// What the program keeps of a session. None of these is anybody's to give.
import { commandsOf } from "../kernel/decider.ts";
import { refuseWithoutReason } from "../kernel/precondition.ts";
import { SessionEnded, SessionLocked, SessionProven } from "./events.ts";
import { session } from "./session.ts";

const command = commandsOf(session);

export const lockSession = command(
  "LockSession",
  "system",
  SessionLocked.data,
  (data, { locked, ended }) => (locked || ended ? [] : [{ type: "SessionLocked", data }]),
);

/** The person proved again who they are: a locked session is open again. */
export const proveSession = command(
  "ProveSession",
  "system",
  SessionProven.data,
  (data, { locked, ended }) =>
    ended ? [] : [{ type: locked ? "SessionUnlocked" : "SessionProven", data }],
);

export const endSession = command("EndSession", "system", SessionEnded.data, (data, { ended }) =>
  ended ? [] : [{ type: "SessionEnded", data }],
);

/** By those who look after security, of somebody else's session. */
export const revokeSession = command(
  "RevokeSession",
  "secureAccounts",
  SessionEnded.data.pick({ personId: true }),
  ({ personId }, { ended }, context) => {
    if (ended) return [];
    const data = { personId, why: "revoked" as const };
    return refuseWithoutReason(context) ?? [{ type: "SessionEnded", data }];
  },
);
