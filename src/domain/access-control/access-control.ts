// The rules of access as they stand, and the alerts that nobody has looked at yet.

import type { AccessPolicy } from "../kernel/access/policy.ts";
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import {
  accessControlEvents,
  type Founder,
  type SecurityAlertRaised,
  type StatementPublished,
} from "./events.ts";

/** The id of the one stream there is. */
export const accessControlId = "instance";

export const defaultPolicy: AccessPolicy = {
  idleLock_min: 15,
  sessionEnd_min: 12 * 60,
  failuresToLock: 5,
  lock_min: 1,
  failuresToLockOut: 10,
  secondFactor: "outside",
  deviceBoundOnly: false,
  concurrentSessions: "warn",
  training: "refuse",
  passwordLengthMin: 12,
  passwordClassesMin: 1,
  passwordAge_days: null,
  keyLife_days: 365,
  oversight_days: 90,
  dormant_days: 180,
};

export interface OpenAlert extends Omit<EventOf<typeof SecurityAlertRaised>["data"], "eventId"> {
  readonly at: string;
  readonly sent: "sent" | "failed" | undefined;
}

export interface AccessControlState {
  /** By what they were made; empty: nobody is known yet. */
  readonly founders: ReadonlyMap<Founder, string>;
  readonly policy: AccessPolicy;
  readonly policyIsSet: boolean;
  readonly statement: EventOf<typeof StatementPublished>["data"] | undefined;
  /** Of every statement that was in force: each says one thing for ever. */
  readonly statementDigests: ReadonlySet<string>;
  /** By the id of their event. */
  readonly openAlerts: ReadonlyMap<string, OpenAlert>;
  /** The events that an alert was raised for. */
  readonly alertedEventIds: ReadonlySet<string>;
  readonly lastReviewAt: string | undefined;
}

const initial: AccessControlState = {
  founders: new Map(),
  policy: defaultPolicy,
  policyIsSet: false,
  statement: undefined,
  statementDigests: new Set(),
  openAlerts: new Map(),
  alertedEventIds: new Set(),
  lastReviewAt: undefined,
};

export const accessControl = aggregate({
  category: "accessControl",
  ofSite: false,
  events: accessControlEvents,
  initial,
  evolve(state: AccessControlState, event, { id, metadata }): AccessControlState {
    switch (event.type) {
      case "FounderNamed":
        return {
          ...state,
          founders: new Map(state.founders).set(event.data.as, event.data.personId),
        };
      case "AccessPolicySet":
        return { ...state, policy: event.data, policyIsSet: true };
      case "StatementPublished":
        return {
          ...state,
          statement: event.data,
          statementDigests: new Set(state.statementDigests).add(event.data.digest),
        };
      case "UnknownLogInsFailed":
      case "ManyNamesTried":
        return state;
      case "SecurityAlertRaised": {
        const { eventId, ...data } = event.data;
        const alert = { ...data, at: metadata.recordedAt, sent: undefined };
        const openAlerts = new Map(state.openAlerts).set(id, alert);
        const alertedEventIds = new Set(state.alertedEventIds).add(eventId);
        return { ...state, openAlerts, alertedEventIds };
      }
      case "SecurityAlertSent": {
        const { alertEventId, outcome } = event.data;
        const alert = state.openAlerts.get(alertEventId);
        if (!alert) return state;
        const openAlerts = new Map(state.openAlerts).set(alertEventId, { ...alert, sent: outcome });
        return { ...state, openAlerts };
      }
      case "SecurityAlertAcknowledged": {
        const openAlerts = new Map(state.openAlerts);
        openAlerts.delete(event.data.alertEventId);
        return { ...state, openAlerts };
      }
      case "AccessReviewed":
        return { ...state, lastReviewAt: metadata.recordedAt };
      default:
        return event satisfies never;
    }
  },
});
