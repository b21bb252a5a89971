// The fold of what a person may do.
import type { EventOf } from "../../kernel/event-type.ts";
import type { PersonRoleGranted, rightEvents } from "./events.ts";

export type Granted = EventOf<typeof PersonRoleGranted>["data"];

export interface RightPart {
  readonly account: "enabled" | "disabled" | "left";
  /** By role: one grant each; a later one replaces it. */
  readonly grants: ReadonlyMap<string, Granted>;
}

export const noRights: RightPart = { account: "enabled", grants: new Map() };

export function evolveRight(
  part: RightPart,
  event: EventOf<(typeof rightEvents)[number]>,
): RightPart {
  switch (event.type) {
    case "PersonRoleGranted":
      return { ...part, grants: new Map(part.grants).set(event.data.role, event.data) };
    case "PersonRoleRevoked": {
      const grants = new Map(part.grants);
      grants.delete(event.data.role);
      return { ...part, grants };
    }
    case "PersonDisabled":
      return { ...part, account: "disabled" };
    case "PersonEnabled":
      return { ...part, account: "enabled" };
    case "PersonLeft":
      return { account: "left", grants: new Map() };
    default:
      return event satisfies never;
  }
}
