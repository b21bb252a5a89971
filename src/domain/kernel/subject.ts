// What an event can be about. One list; the trail of each kind is derived from it.

export const subjectKinds = [
  "materialDefinition",
  "specification",
  "materialLot",
  "container",
  "sample",
  "serialRegister",
  "holdRegister",
  "masterRecipe",
  "equipment",
  "order",
  "purchaseOrder",
  "batch",
  "processData",
  "disposition",
  "deviation",
  "recall",
  "recallLetter",
  "complaint",
  "traceExercise",
  "person",
  "party",
  "location",
  "shipment",
  "logisticUnit",
  "import",
  "identifier",
  "refusals",
  "role",
  "session",
  "service",
  "accessControl",
  "signature",
  "auditReview",
  "exceptionRuleSet",
  "log",
] as const;

export type SubjectKind = (typeof subjectKinds)[number];

/** One thing an event is about, as it stands in metadata: `{ materialLot: "<id>" }`. */
export type Subject = { [K in SubjectKind]: { readonly [P in K]: string } }[SubjectKind];

export const isSubjectKind = (word: string): word is SubjectKind =>
  (subjectKinds as readonly string[]).includes(word);

const isSubject = (subject: { readonly [kind: string]: string }): subject is Subject =>
  Object.keys(subject).every(isSubjectKind);

/** The subject of a kind that is known only when the program runs. */
export function subjectOf(kind: SubjectKind, id: string): Subject {
  const subject = { [kind]: id };
  if (!isSubject(subject)) throw new Error(`${kind} is no kind of subject.`);
  return subject;
}

/**
 * The kind and the id of a subject. Throws on an object that names no kind: it cannot come from
 * `Subject`.
 */
export function subjectEntry(subject: Subject): { kind: SubjectKind; id: string } {
  for (const [kind, id] of Object.entries(subject)) if (isSubjectKind(kind)) return { kind, id };
  throw new Error(`A subject names no known kind: ${JSON.stringify(subject)}`);
}
