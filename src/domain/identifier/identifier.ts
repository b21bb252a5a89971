// Who holds an identifier, and the digest of what was imported under it.
import { aggregate } from "../kernel/decider.ts";
import { type Holder, identifierEvents } from "./events.ts";

export type IdentifierState =
  | { readonly status: "free" }
  | {
      readonly status: "reserved";
      /** As whoever took it wrote it. */
      readonly value: string;
      readonly holder: Holder;
      readonly digest: string | undefined;
      /** When it was last given to a holder. */
      readonly since: string;
    };

export const identifier = aggregate({
  category: "identifier",
  ofSite: false,
  events: identifierEvents,
  initial: { status: "free" },
  evolve(state: IdentifierState, event, { metadata }): IdentifierState {
    switch (event.type) {
      case "IdentifierReserved": {
        const { value } = event.data;
        return { status: "reserved", value, ...holding(event.data), since: metadata.recordedAt };
      }
      case "IdentifierReassigned":
        if (state.status === "free") return state;
        return { ...state, ...holding(event.data), since: metadata.recordedAt };
      case "IdentifierContentChanged":
        return state.status === "free" ? state : { ...state, digest: event.data.digest };
      default:
        return event satisfies never;
    }
  },
});

const holding = ({ holder, digest }: { holder: Holder; digest?: string }) => ({ holder, digest });
