// For which materials a party is approved, at which site, and how that stands on a day.
import type { EventOf } from "../../kernel/event-type.ts";
import type { SourceApproved, SourceRole, sourceEvents } from "./events.ts";

type Approved = EventOf<typeof SourceApproved>["data"];

export type Source =
  | (Approved & { readonly status: "approved" })
  | (Approved & { readonly status: "suspended" });

/** By role, material and site. */
export type Sources = ReadonlyMap<string, Source>;

export interface SourceKey {
  readonly role: SourceRole;
  readonly materialDefinitionId: string;
  readonly site: string;
}

export const sourceKey = ({ role, materialDefinitionId, site }: SourceKey): string =>
  JSON.stringify([role, materialDefinitionId, site]);

const keyOf = ({ role, material, site }: Pick<Approved, "role" | "material" | "site">): string =>
  sourceKey({ role, materialDefinitionId: material.materialDefinitionId, site });

export function evolveSources(
  sources: Sources,
  event: EventOf<(typeof sourceEvents)[number]>,
): Sources {
  const key = keyOf(event.data);
  switch (event.type) {
    case "SourceApproved":
      return new Map(sources).set(key, { ...event.data, status: "approved" });
    case "SourceSuspended": {
      const former = sources.get(key);
      return former ? new Map(sources).set(key, { ...former, status: "suspended" }) : sources;
    }
    default:
      return event satisfies never;
  }
}

export type SourceStanding = "approved" | "conditional" | "notApproved";

/** Suspended, not begun, over, or never heard of: all of them are not approved on this day. */
export function standingOn(sources: Sources, key: SourceKey, date: string): SourceStanding {
  const source = sources.get(sourceKey(key));
  if (source?.status !== "approved") return "notApproved";
  const { from, until, conditions } = source;
  if (date < from || (until !== undefined && date > until)) return "notApproved";
  return conditions === undefined ? "approved" : "conditional";
}
