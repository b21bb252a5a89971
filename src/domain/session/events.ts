// What happened in a session besides commands: what was opened and taken out, and how it ended
// (draft Annex 11, 11.9; 21 CFR 11.10(d)). Each answer that shows records is kept here before it
// goes out.
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { Instant } from "../kernel/instant.ts";
import { Id, Name, Text } from "../kernel/shape/reference.ts";
import { isSubjectKind, type Subject, subjectKinds, subjectOf } from "../kernel/subject.ts";

const Opened = z.strictObject({
  at: Instant.describe("The server's time."),
  what: z.string().min(1).max(200).describe("The name of the question: getBatchRecord."),
  kind: z.enum(subjectKinds).exactOptional(),
  id: Id.exactOptional(),
  asked: z.string().max(2000).describe("The rest of the question.").exactOptional(),
  purpose: Text.describe("Why, where contact data was opened.").exactOptional(),
});
export type Opened = z.output<typeof Opened>;

const list = z.strictObject({ opened: z.array(Opened).min(1).max(1_000) });
const labels = { opened: "Opened" };
const about = ({ opened }: z.output<typeof list>): readonly Subject[] =>
  opened.flatMap(({ kind, id }) =>
    kind !== undefined && id !== undefined && isSubjectKind(kind) ? [subjectOf(kind, id)] : [],
  );

export const RecordsOpened = eventType("RecordsOpened", {
  data: list,
  action: "read",
  criticality: "minor",
  labels,
  subjects: about,
  sentence: ({ opened }) => `Opened: ${opened.map(({ what }) => what).join(", ")}`,
  entry: "Security",
});

export const RecordsExported = eventType("RecordsExported", {
  data: list,
  action: "export",
  criticality: "major",
  labels: { opened: "Taken out" },
  subjects: about,
  sentence: ({ opened }) => `Taken out: ${opened.map(({ what }) => what).join(", ")}`,
  entry: "Security",
});

/**
 * By the person; after a time without activity; or when it was used from outside the site's
 * networks and only one factor had been shown, within. The same person takes it up again.
 */
export const SessionLocked = eventType("SessionLocked", {
  data: z.strictObject({ why: z.enum(["idle", "outside", "person"]) }),
  action: "login",
  criticality: "minor",
  labels: { why: "Why" },
  subjects: () => [],
  sentence: ({ why }) => `Session locked${lockedFor[why]}`,
  entry: "Security",
});

const lockedFor = {
  idle: ", idle",
  outside: ", used from outside the site's networks",
  person: "",
} as const;

export const SessionUnlocked = eventType("SessionUnlocked", {
  data: z.strictObject({ assurance: Name }),
  action: "login",
  criticality: "minor",
  labels: { assurance: "Proven by" },
  subjects: () => [],
  sentence: ({ assurance }) => `Session unlocked by ${assurance}`,
  entry: "Security",
});

/** In a session that was open: before what proves an identity is changed. */
export const SessionProven = eventType("SessionProven", {
  data: z.strictObject({ assurance: Name }),
  action: "login",
  criticality: "minor",
  labels: { assurance: "Proven by" },
  subjects: () => [],
  sentence: ({ assurance }) => `Identity proven again by ${assurance}`,
  entry: "Security",
});

export const SessionEnded = eventType("SessionEnded", {
  data: z.strictObject({
    personId: Id,
    why: z.enum([
      "loggedOut",
      "idle",
      "time",
      "revoked",
      "recovered",
      "concurrent",
      "storeEmptied",
    ]),
  }),
  action: "login",
  criticality: "minor",
  labels: { personId: "Of", why: "Why" },
  subjects: ({ personId }) => [{ person: personId }],
  sentence: ({ personId, why }, show) => `Session of ${show.person(personId)} ended: ${whys[why]}`,
  entry: "Security",
});
const whys = {
  loggedOut: "logged out",
  idle: "locked for too long",
  time: "its time was up",
  revoked: "ended by others",
  recovered: "the account was recovered",
  concurrent: "another one was open",
  storeEmptied: "the store of sessions was emptied",
} as const;

export const sessionEvents = [
  RecordsOpened,
  RecordsExported,
  SessionLocked,
  SessionUnlocked,
  SessionProven,
  SessionEnded,
] as const;
