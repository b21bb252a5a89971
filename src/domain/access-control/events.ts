// What holds for everybody's access: the rules, the statement that people accept, what the security
// role must look at. One stream for the whole log.
import { z } from "zod";
import { AccessPolicy } from "../kernel/access/policy.ts";
import { eventType } from "../kernel/event-type.ts";
import { Digest, EventId, Id, Text } from "../kernel/shape/reference.ts";

/** The role that a founder is given: whatever takes two people begins with these two. */
export const founders = ["administrator", "security"] as const;
export type Founder = (typeof founders)[number];

/** From the first of them on nobody acts who is not known. */
export const FounderNamed = eventType("FounderNamed", {
  data: z.strictObject({
    personId: Id,
    as: z.enum(founders),
    again: z
      .literal(true)
      .exactOptional()
      .describe("Not the first: by whoever holds the data folder, where nobody else gets in."),
  }),
  action: "configuration",
  criticality: "critical",
  labels: { personId: "Person", as: "Founder", again: "Again" },
  subjects: ({ personId }) => [{ person: personId }],
  sentence: ({ personId, as, again }, show) => {
    const name = show.person(personId);
    const role = as === "administrator" ? "administrator" : "of security";
    if (again) return `${name} is made ${role} at the console of the service`;
    const from = as === "administrator" ? "; from here on everybody logs in" : "";
    return `${name} is the first ${role}${from}`;
  },
  entry: "Security",
});

export const AccessPolicySet = eventType("AccessPolicySet", {
  data: AccessPolicy,
  action: "change",
  criticality: "critical",
  labels: {
    idleLock_min: "Idle lock (min)",
    sessionEnd_min: "End of a session (min)",
    failuresToLock: "Failures before a lock",
    lock_min: "First lock (min)",
    failuresToLockOut: "Failures before a lock for good",
    secondFactor: "Second factor",
    deviceBoundOnly: "Only passkeys bound to a device",
    concurrentSessions: "Concurrent sessions",
    training: "Training not current",
    passwordLengthMin: "Password length",
    passwordClassesMin: "Password classes of characters",
    passwordAge_days: "Password age (days)",
    keyLife_days: "Longest life of a key (days)",
    oversight_days: "Longest grant of oversight (days)",
    dormant_days: "Dormant after (days)",
  },
  subjects: () => [],
  sentence: () => "Rules of access set",
  entry: "Security",
  changes: [
    "idleLock_min",
    "sessionEnd_min",
    "failuresToLock",
    "lock_min",
    "failuresToLockOut",
    "secondFactor",
    "deviceBoundOnly",
    "concurrentSessions",
    "training",
    "passwordLengthMin",
    "passwordClassesMin",
    "passwordAge_days",
    "keyLife_days",
    "oversight_days",
    "dormant_days",
  ],
});

/** 21 CFR 11.10(j): a new version is accepted by everybody anew. */
export const StatementPublished = eventType("StatementPublished", {
  data: z.strictObject({ version: z.string().min(1).max(60), text: Text, digest: Digest }),
  action: "configuration",
  criticality: "critical",
  labels: { version: "Version", text: "Statement", digest: "SHA-256 of the statement" },
  subjects: () => [],
  sentence: ({ version }) => `Accountability statement ${version} published`,
  entry: "Security",
});

/**
 * Under a name that nobody has, which is locked like any other. Such names are not kept, for people
 * type passwords into that field.
 */
export const UnknownLogInsFailed = eventType("UnknownLogInsFailed", {
  data: z.strictObject({ count: z.int().min(1), network: z.enum(["inside", "outside"]) }),
  action: "login",
  criticality: "critical",
  labels: { count: "Attempts", network: "Network" },
  subjects: () => [],
  sentence: ({ count, network }) =>
    `${count} log-ins failed under a name that nobody has, from ${network} the site's networks`,
  entry: "Security",
});

/** One password under many names locks no account; whether somebody has them is not told. */
export const ManyNamesTried = eventType("ManyNamesTried", {
  data: z.strictObject({ names: z.int().min(1).describe("Under so many, within an hour.") }),
  action: "login",
  criticality: "critical",
  labels: { names: "Names" },
  subjects: () => [],
  sentence: ({ names }) => `Log-ins failed under ${names} names within an hour`,
  entry: "Security",
});

export const alertKinds = [
  "accountLocked",
  "credentialCloned",
  "concurrentSession",
  "unknownNames",
  "manyNames",
  "proofRefused",
  "accessDenied",
  "unlockedAtConsole",
  "foundedAgain",
  "recoveryRequested",
  "retentionRefused",
  "rulesChanged",
  "administrationGranted",
  "administrationRevoked",
  "accountDisabled",
  "keyIssued",
  "credentialEnded",
  "recallWidened",
  "recallNotTraced",
  "exerciseFailed",
  "retentionActive",
  "logInDoubt",
] as const;

/** 21 CFR 11.300(d): told at once to those who look after security. */
export const SecurityAlertRaised = eventType("SecurityAlertRaised", {
  data: z.strictObject({
    kind: z.enum(alertKinds),
    personId: Id.exactOptional(),
    by: Id.exactOptional().describe("Whose act it is raised for: somebody else looks at it."),
    eventId: EventId.describe(
      "The event that it is raised for; or an id of the exercise that failed, or of what came to " +
        "be known of a recall.",
    ),
    text: Text,
  }),
  action: "create",
  criticality: "critical",
  labels: { kind: "Kind", personId: "Person", by: "By", eventId: "Event", text: "What happened" },
  subjects: ({ personId, by }) =>
    [...new Set([personId, by])].flatMap((id) => (id === undefined ? [] : [{ person: id }])),
  sentence: ({ text }) => `Security alert: ${text}`,
  entry: "Alarm",
});

export const SecurityAlertSent = eventType("SecurityAlertSent", {
  data: z.strictObject({
    alertEventId: EventId,
    outcome: z.enum(["sent", "failed"]).describe("By the webhook that the settings name."),
  }),
  action: "export",
  criticality: "minor",
  labels: { alertEventId: "Alert", outcome: "Outcome" },
  subjects: () => [],
  sentence: ({ outcome }) =>
    outcome === "sent" ? "Security alert sent out" : "Security alert could not be sent out",
  entry: "Security",
});

export const SecurityAlertAcknowledged = eventType("SecurityAlertAcknowledged", {
  data: z.strictObject({ alertEventId: EventId, comment: Text }),
  action: "alarmAcknowledged",
  criticality: "major",
  labels: { alertEventId: "Alert", comment: "Comment" },
  subjects: () => [],
  sentence: ({ comment }) => `Security alert acknowledged: ${comment}`,
  entry: "Alarm",
});

/** 21 CFR 11.300(b); draft Annex 11, 11.11: somebody looked at who may do what. */
export const AccessReviewed = eventType("AccessReviewed", {
  data: z.strictObject({
    asOf: z.int().min(0).describe("The tree size whose rights were looked at."),
    digest: Digest.describe("Of the list that was shown."),
    findings: Text,
  }),
  action: "approve",
  criticality: "critical",
  labels: { asOf: "As of", digest: "SHA-256 of the list", findings: "Findings" },
  subjects: () => [],
  sentence: ({ findings }) => `Rights of access reviewed: ${findings}`,
  entry: "Security",
});

export const accessControlEvents = [
  FounderNamed,
  AccessPolicySet,
  StatementPublished,
  UnknownLogInsFailed,
  ManyNamesTried,
  SecurityAlertRaised,
  SecurityAlertSent,
  SecurityAlertAcknowledged,
  AccessReviewed,
] as const;
