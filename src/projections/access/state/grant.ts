// Grants with their history: of each role one stands at a time, a later one replaces it, and
// leaving ends all of them.
import type { Duty } from "../../../domain/kernel/access/duty.ts";
import { GrantScope } from "../../../domain/kernel/access/standing.ts";
import { type Done, done, type Row } from "./rows.ts";
import { dutyOf } from "./rules.ts";

export interface Granted {
  readonly role: string;
  /** Of the role, as of then. */
  readonly duty: Duty;
  readonly scope: GrantScope;
  readonly from: string | null;
  /** Not in it. */
  readonly until: string | null;
  readonly requestedBy: string | null;
  readonly granted: Done;
}

export interface GrantOnce extends Granted {
  /** Null: it stands. */
  readonly ended: (Done & { readonly how: "revoked" | "replaced" | "left" }) | null;
}

export function grantsIn(
  rows: readonly Row<"role_grant">[],
  statuses: readonly Row<"account_status">[],
): readonly GrantOnce[] {
  const all: GrantOnce[] = [];
  const end = (ended: NonNullable<GrantOnce["ended"]>, role?: string) => {
    for (const [n, grant] of all.entries()) {
      if (grant.ended === null && (role === undefined || grant.role === role)) {
        all[n] = { ...grant, ended };
      }
    }
  };
  const left = statuses.filter(({ status }) => status === "left");
  for (const row of [...rows, ...left].sort((one, other) => one.position - other.position)) {
    if (!("role_id" in row)) end({ ...done(row), how: "left" });
    else if (row.what === "revoked") end({ ...done(row), how: "revoked" }, row.role_id);
    else {
      end({ ...done(row), how: "replaced" }, row.role_id);
      all.push({ ...grantedIn(row), ended: null });
    }
  }
  return all;
}

const grantedIn = (row: Row<"role_grant">): Granted => ({
  role: row.role_id,
  duty: dutyOf(row.duty),
  scope: GrantScope.parse(row.scope),
  from: row.from_at,
  until: row.until_at,
  requestedBy: row.requested_by,
  granted: done(row),
});
