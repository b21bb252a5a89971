// A review of an audit trail as it stands: how far it is signed.
import { aggregate } from "../kernel/decider.ts";
import { auditReviewEvents } from "./events.ts";

export type AuditReviewState =
  | { readonly status: "none" }
  | { readonly status: "open" | "signed"; readonly signedTo: number };

export const auditReview = aggregate({
  category: "auditReview",
  ofSite: false,
  events: auditReviewEvents,
  initial: { status: "none" },
  evolve(state: AuditReviewState, event): AuditReviewState {
    const signedTo = state.status === "none" ? 0 : state.signedTo;
    switch (event.type) {
      case "AuditReviewOpened":
      case "AuditReviewReopened":
        return { status: "open", signedTo };
      case "AuditExceptionJudged":
        return state;
      case "AuditReviewSigned":
        return { status: "signed", signedTo: event.data.toAsOf };
      default:
        return event satisfies never;
    }
  },
});
