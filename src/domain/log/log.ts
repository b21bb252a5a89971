// Who signs the heads of the log by now. Its id is that of the log's first event.
import { aggregate } from "../kernel/decider.ts";
import { logEvents } from "./events.ts";

export interface LogState {
  /** Undefined: the first key there was, which no event tells. */
  readonly publicKey: string | undefined;
  readonly isHandedOver: boolean;
}

export const log = aggregate({
  category: "log",
  ofSite: false,
  events: logEvents,
  initial: { publicKey: undefined, isHandedOver: false },
  evolve(state: LogState, event): LogState {
    switch (event.type) {
      case "SigningKeyRotated":
      case "SigningKeyLost":
      case "LogRestored":
        return { publicKey: event.data.publicKey, isHandedOver: false };
      case "SigningKeyHandedOver":
        return { ...state, isHandedOver: true };
      default:
        return event satisfies never;
    }
  },
});
