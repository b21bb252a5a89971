// The fold of what a person may do.
import type { EventOf } from "../../kernel/event-type.ts";
import type { PersonRoleGranted, rightEvents } from "./events.ts";

export type Granted = EventOf<typeof PersonRoleGranted>["data"];

export interface RightPart {
  readonly account: "enabled" | "disabled" | "left";
  /** When somebody enabled it again: from then on it counts as used. */
  readonly enabledAt: string | undefined;
  /** By role: one grant each; a later one replaces it. */
  readonly grants: ReadonlyMap<string, Granted>;
}

export const noRights: RightPart = {
  account: "enabled",
  enabledAt: undefined,
  grants: new Map(),
};

export function evolveRight(
  part: RightPart,
  event: EventOf<(typeof rightEvents)[number]>,
  at: string,
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
      return { ...part, account: "enabled", enabledAt: at };
    case "PersonLeft":
      return { ...part, account: "left", grants: new Map() };
    default:
      return event satisfies never;
  }
}
