// What rights rest on besides grants: the roles as defined, the rules of access and the statement,
// as of a tree size.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { defaultPolicy } from "../../../domain/access-control/access-control.ts";
import type { Duty } from "../../../domain/kernel/access/duty.ts";
import { duties } from "../../../domain/kernel/access/duty.ts";
import { type Right, rightNames } from "../../../domain/kernel/access/right.ts";
import type { Standing } from "../../../domain/kernel/access/standing.ts";
import { type Done, done, type Row, rowsBelow } from "./rows.ts";

export interface RoleEdition extends Done {
  readonly title: string;
  readonly duty: Duty;
  readonly rights: readonly Right[];
  readonly trainings: readonly string[];
}

export interface RoleAt extends RoleEdition {
  readonly id: string;
  readonly status: "defined" | "retired";
  /** Every definition there was, the first one first. */
  readonly editions: readonly RoleEdition[];
}

export interface Rules {
  readonly roles: ReadonlyMap<string, RoleAt>;
  readonly training: Standing["training"];
  readonly dormant_days: number | null;
  /** SHA-256 of the statement that is to be accepted; undefined: none is published. */
  readonly statementDigest: string | undefined;
}

export async function rulesAt(kysely: Kysely<DB>, asOf: number): Promise<Rules> {
  const policy = (await rowsBelow(kysely, "access_policy", asOf)).at(-1);
  const statement = (await rowsBelow(kysely, "statement", asOf)).at(-1);
  const training = trainingRules.find((one) => one === policy?.training);
  return {
    roles: rolesIn(await rowsBelow(kysely, "role", asOf)),
    training: training ?? defaultPolicy.training,
    dormant_days: policy ? policy.dormant_days : defaultPolicy.dormant_days,
    statementDigest: statement?.digest,
  };
}

const trainingRules = ["refuse", "warn", "off"] as const;

function rolesIn(rows: readonly Row<"role">[]): ReadonlyMap<string, RoleAt> {
  const roles = new Map<string, RoleAt>();
  for (const row of rows) {
    const before = roles.get(row.role_id);
    const edition = editionOf(row);
    if (edition) {
      const editions = [...(before?.editions ?? []), edition];
      roles.set(row.role_id, { id: row.role_id, status: "defined", ...edition, editions });
    } else if (before) {
      roles.set(row.role_id, { ...before, status: "retired" });
    }
  }
  return roles;
}

/** A right that this build does not know is nobody's. */
function editionOf(row: Row<"role">): RoleEdition | undefined {
  if (row.what === "retired") return undefined;
  return {
    ...done(row),
    title: row.title ?? row.role_id,
    duty: dutyOf(row.duty),
    rights: rightNames.filter((right) => row.rights?.includes(right)),
    trainings: row.trainings ?? [],
  };
}

export function dutyOf(text: string | null): Duty {
  const duty = duties.find((one) => one === text);
  if (duty === undefined) throw new Error(`${text} is no duty.`);
  return duty;
}
