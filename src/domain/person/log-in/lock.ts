// The lock of what can be guessed: a password, a one-time code. One rule for every name, also for
// those that nobody has, so that no answer tells which exist.
import type { AccessPolicy } from "../../kernel/access/policy.ts";

export interface Tally {
  /** In a row. */
  readonly failures: number;
  readonly failedAt: string | undefined;
  /** Without `until`: until somebody unlocks it. */
  readonly locked: { readonly until: string | undefined } | undefined;
}

export const neverFailed: Tally = { failures: 0, failedAt: undefined, locked: undefined };

/** Whether nothing is even looked at now. */
export const isLocked = ({ locked }: Pick<Tally, "locked">, at: string): boolean =>
  locked !== undefined && (locked.until === undefined || Date.parse(at) < Date.parse(locked.until));

/** Undefined: while it is locked nothing was looked at, so nothing failed. */
export function failedOnce(tally: Tally, policy: AccessPolicy, at: string): Tally | undefined {
  if (isLocked(tally, at)) return undefined;
  const failures = failuresWith(tally, at);
  return { failures, failedAt: at, locked: lockAfter(failures, policy, at) };
}

/** With one more; what is older than `forgotten_ms` is in no row with it. */
export function failuresWith({ failures, failedAt }: Tally, at: string): number {
  const isOld = failedAt !== undefined && Date.parse(at) - Date.parse(failedAt) > forgotten_ms;
  return isOld ? 1 : failures + 1;
}

/** Only a lock that somebody must open outlasts it. */
export const forgotten_ms = 30 * 24 * 60 * 60_000;

/** The delay grows: doubled with each failure, and in the end somebody must unlock it. */
function lockAfter(failures: number, policy: AccessPolicy, at: string): Tally["locked"] {
  const { failuresToLock, failuresToLockOut, lock_min } = policy;
  if (failures < failuresToLock) return undefined;
  if (failures >= failuresToLockOut) return { until: undefined };
  const minutes = lock_min * 2 ** (failures - failuresToLock);
  return { until: new Date(Date.parse(at) + minutes * 60_000).toISOString() };
}
