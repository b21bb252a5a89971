// A session as the log knows it: open until it has ended. Who is in it stands in the person's
// stream (`LoggedIn`); its secret is nowhere but in the store of sessions, as a digest.
import { aggregate } from "../kernel/decider.ts";
import { sessionEvents } from "./events.ts";

export interface SessionState {
  readonly locked: boolean;
  readonly ended: boolean;
}

const open: SessionState = { locked: false, ended: false };

export const session = aggregate({
  category: "session",
  ofSite: false,
  events: sessionEvents,
  initial: open,
  evolve(state: SessionState, event): SessionState {
    switch (event.type) {
      case "RecordsOpened":
      case "RecordsExported":
      case "SessionProven":
        return state;
      case "SessionLocked":
        return { ...state, locked: true };
      case "SessionUnlocked":
        return { ...state, locked: false };
      case "SessionEnded":
        return { ...state, ended: true };
      default:
        return event satisfies never;
    }
  },
});
