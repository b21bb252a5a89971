// Setting the rules of access, and looking at what they tell.
import { z } from "zod";
import { AccessPolicy } from "../kernel/access/policy.ts";
import { commandsOf } from "../kernel/decider.ts";
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { textDigest } from "../kernel/recipe/digest.ts";
import { refuse } from "../kernel/refusal.ts";
import { accessControl } from "./access-control.ts";
import {
  AccessReviewed,
  FounderNamed,
  ManyNamesTried,
  SecurityAlertAcknowledged,
  SecurityAlertRaised,
  SecurityAlertSent,
  StatementPublished,
  UnknownLogInsFailed,
} from "./events.ts";

const command = commandsOf(accessControl);

/**
 * Each once, the administrator first; they are two people. `again`, with a reason: another, where
 * nobody who administers or looks after security gets in any more.
 */
export const nameFounder = command(
  "NameFounder",
  "system",
  FounderNamed.data,
  (data, { founders }, context) => {
    const { personId, as, again } = data;
    if (founders.get(as) === personId) return [];
    const without = again && refuseWithoutReason(context);
    if (without) return without;
    if (founders.has(as) !== (again ?? false)) {
      return again
        ? refuse("NOT_FOUND", "Nobody has been this founder yet: there is no other to be made.")
        : refuse("ALREADY_EXISTS", "This founder is there already.");
    }
    if (as === "security" && !founders.has("administrator")) {
      return refuse(
        "STATUS_BLOCKS_USE",
        "The first administrator uses the other link before this one.",
      );
    }
    if ([...founders.values()].includes(personId)) {
      return refuse("SECOND_PERSON_REQUIRED", "Administrator and security are two people.");
    }
    return [{ type: "FounderNamed", data }];
  },
);

export const setAccessPolicy = command(
  "SetAccessPolicy",
  "defineRoles",
  AccessPolicy,
  (data, { policy, policyIsSet }, context) => {
    if (policyIsSet && sameContent(policy, data)) return [];
    if (data.failuresToLockOut <= data.failuresToLock) {
      return refuse("MALFORMED_COMMAND", "failuresToLockOut is greater than failuresToLock.");
    }
    const event = { type: "AccessPolicySet", data, before: policy } as const;
    return refuseWithoutReason(context) ?? [event];
  },
);

export const publishStatement = command(
  "PublishStatement",
  "defineRoles",
  StatementPublished.data.omit({ digest: true }),
  (said, { statement, statementDigests }) => {
    // Worked out here: nobody could accept a statement whose digest is another text's.
    const data = { ...said, digest: textDigest(said.text) };
    if (sameContent(statement, data)) return [];
    // Who accepted that one would have accepted this one unseen.
    if (statementDigests.has(data.digest)) {
      return refuse(
        "ALREADY_EXISTS",
        "The digest is that of a statement that was published before.",
      );
    }
    if (statement?.version !== data.version) return [{ type: "StatementPublished", data }];
    return refuse("ALREADY_EXISTS", `Version ${data.version} says something else.`);
  },
);

export const recordUnknownLogIns = command(
  "RecordUnknownLogIns",
  "system",
  UnknownLogInsFailed.data,
  (data) => [{ type: "UnknownLogInsFailed", data }],
);

export const recordManyNames = command("RecordManyNames", "system", ManyNamesTried.data, (data) => [
  { type: "ManyNamesTried", data },
]);

/** One alert for one event, whoever follows the log. */
export const raiseSecurityAlert = command(
  "RaiseSecurityAlert",
  "system",
  SecurityAlertRaised.data,
  (data, { alertedEventIds }) =>
    alertedEventIds.has(data.eventId) ? [] : [{ type: "SecurityAlertRaised", data }],
);

export const recordAlertSent = command(
  "RecordAlertSent",
  "system",
  SecurityAlertSent.data,
  (data, { openAlerts }) => {
    const alert = openAlerts.get(data.alertEventId);
    return !alert || alert.sent === data.outcome ? [] : [{ type: "SecurityAlertSent", data }];
  },
);

export const acknowledgeAlert = command(
  "AcknowledgeAlert",
  "secureAccounts",
  z.strictObject(SecurityAlertAcknowledged.data.shape),
  (data, { openAlerts }, context) => {
    const alert = openAlerts.get(data.alertEventId);
    if (!alert) return [];
    const refused = refuseUnlessPerson(context);
    if (refused) return refused;
    if (alert.personId === context.actor.id || alert.by === context.actor.id) {
      return refuse("SOD_CONFLICT", "Somebody else looks at an alert about oneself, or one's act.");
    }
    return [{ type: "SecurityAlertAcknowledged", data }];
  },
);

export const reviewAccess = command(
  "ReviewAccess",
  "reviewAccess",
  AccessReviewed.data,
  (data, _, context) => refuseUnlessPerson(context) ?? [{ type: "AccessReviewed", data }],
);
