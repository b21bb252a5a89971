// Serial numbers of a batch: issued = applied + returned + destroyed, as labels are (21 CFR
// 211.125; DSCSA 582).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { rangesText, SerialRange, SerialRanges } from "../../kernel/gs1/serial.ts";
import { Id, Name } from "../../kernel/shape/reference.ts";

export const SerialsIssued = eventType("SerialsIssued", {
  data: z.strictObject({ reservationId: Id, serials: SerialRanges }),
  action: "create",
  criticality: "critical",
  labels: { reservationId: "Reservation", serials: "Serial numbers" },
  subjects: () => [],
  sentence: ({ serials }) => `Serial numbers ${rangesText(serials)} issued`,
  entry: "Material",
});

export const SerialFlag = z.enum(["SERIAL_NOT_ISSUED", "SERIAL_DUPLICATE"]);
export type SerialFlag = z.output<typeof SerialFlag>;

export const SerialsAccounted = eventType("SerialsAccounted", {
  data: z.strictObject({
    as: z.enum(["applied", "returned", "destroyed"]),
    serials: SerialRanges,
    cause: Name.exactOptional().describe("Of what was destroyed."),
    flags: z.array(SerialFlag).describe("Rules that this broke; recorded all the same."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    as: "What became of them",
    serials: "Serial numbers",
    cause: "Cause",
    flags: "Against the rules",
  },
  subjects: () => [],
  sentence: ({ as, serials, cause, flags }) => {
    const broken = flags.length > 0 ? ` (${flags.join(", ")})` : "";
    return `Serial numbers ${rangesText(serials)} ${as}${cause ? `: ${cause}` : ""}${broken}`;
  },
  entry: "Material",
});

const count = z.int().min(0);
/** Of random numbers each may be a range of its own: an event holds so many, and counts all. */
export const listedMax = 1_000;
const some = z.array(SerialRange).max(listedMax);

/** Of all that were issued to the batch, and all that it used. */
export const SerialAccount = z.strictObject({
  issued: count,
  applied: count,
  returned: count,
  destroyed: count,
  missingCount: count,
  missing: some.describe("Issued, and nothing became of them; the first 1,000 ranges."),
  notIssuedCount: count,
  notIssued: some.describe("Accounted for, and never issued to the batch; as many."),
  twiceCount: count,
  twice: some.describe("Accounted for more than once; as many."),
});
export type SerialAccount = z.output<typeof SerialAccount>;

type Amiss = Pick<
  SerialAccount,
  "missing" | "missingCount" | "notIssued" | "notIssuedCount" | "twice" | "twiceCount"
>;

/** What does not come out, in words; null: everything does. */
export function amissIn(account: Amiss): string | null {
  const { missing, missingCount, notIssued, notIssuedCount, twice, twiceCount } = account;
  const amiss = [
    ...(missingCount > 0 ? [`${missingCount} missing, ${rangesText(missing)}`] : []),
    ...(notIssuedCount > 0 ? [`${notIssuedCount} not issued, ${rangesText(notIssued)}`] : []),
    ...(twiceCount > 0 ? [`${twiceCount} twice, ${rangesText(twice)}`] : []),
  ];
  return amiss.length > 0 ? amiss.join("; ") : null;
}

export const SerialsReconciled = eventType("SerialsReconciled", {
  data: z.strictObject({ ...SerialAccount.shape, deviationId: Id.exactOptional() }),
  action: "verify",
  criticality: "critical",
  labels: {
    issued: "Issued",
    applied: "Applied",
    returned: "Returned",
    destroyed: "Destroyed",
    missingCount: "How many are missing",
    missing: "Missing",
    notIssuedCount: "How many were not issued",
    notIssued: "Not issued",
    twiceCount: "How many are there twice",
    twice: "Twice",
    deviationId: "Deviation",
  },
  subjects: ({ deviationId }) => (deviationId ? [{ deviation: deviationId }] : []),
  sentence: (account) =>
    `${account.issued} serial numbers reconciled: ` +
    (amissIn(account) ?? "each is accounted for once"),
  entry: "Reconciliation",
});

export const serialEvents = [SerialsIssued, SerialsAccounted, SerialsReconciled] as const;
