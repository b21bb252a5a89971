// Whether a lot may be used: its quality status, and the set of holds. Expiry is a fact of its own.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { deviationLink } from "../../kernel/shape/deviation-link.ts";
import { Hold, holdLabels } from "../../kernel/shape/hold.ts";
import { EventId, Id, Market } from "../../kernel/shape/reference.ts";
import { QualityStatus } from "../origin/events.ts";

/** The place of a decision among those on the lot: by revisions, which no clock sets back. */
const DecidedOn = z.strictObject({
  lotRevision: z.int().min(-1).describe("Of the lot, as whoever decided found it."),
  number: z.int().min(1).describe("Among the decisions of its disposition."),
});

/**
 * Only a disposition changes it (regulatory, section 8, step 13); an import says what its source
 * says.
 */
export const QualityStatusChanged = eventType("QualityStatusChanged", {
  data: z.strictObject({
    from: QualityStatus,
    to: QualityStatus,
    dispositionId: Id.exactOptional(),
    decidedEventId: EventId.exactOptional(),
    decidedOn: DecidedOn.exactOptional(),
    market: Market.exactOptional().describe("For which alone it is freed; absent: for any."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    from: "Former status",
    to: "Status",
    dispositionId: "Disposition",
    decidedEventId: "Decision",
    decidedOn: "Decided on",
    market: "Market",
  },
  subjects: ({ dispositionId }) => (dispositionId ? [{ disposition: dispositionId }] : []),
  sentence: ({ from, to, market }) => {
    const where = market === undefined ? "" : ` for ${market}`;
    return from === to
      ? `Quality status stays ${statusWords[to]}${where}`
      : `Quality status ${statusWords[from]}, now ${statusWords[to]}${where}`;
  },
  entry: "Status Change",
});

export const HoldPlaced = eventType("HoldPlaced", {
  data: z.strictObject({
    ...Hold.shape,
    containerId: Id.exactOptional().describe("Absent: the whole lot."),
    inheritedFromBatchId: Id.exactOptional(),
    inheritedFromMaterialLotId: Id.exactOptional(),
    inheritedFromRegisterOf: Id.exactOptional().describe("Site whose register it falls under."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    ...holdLabels,
    containerId: "Container",
    inheritedFromBatchId: "Inherited from batch",
    inheritedFromMaterialLotId: "Inherited from lot",
    inheritedFromRegisterOf: "Inherited from the register of",
  },
  subjects: ({
    containerId,
    inheritedFromBatchId,
    inheritedFromMaterialLotId,
    inheritedFromRegisterOf: register,
  }) => [
    ...(containerId ? [{ container: containerId }] : []),
    ...(inheritedFromBatchId ? [{ batch: inheritedFromBatchId }] : []),
    ...(inheritedFromMaterialLotId ? [{ materialLot: inheritedFromMaterialLotId }] : []),
    ...(register ? [{ holdRegister: register }] : []),
  ],
  sentence: ({ code, text, owner, containerId }, show) => {
    const what = containerId ? show.container(containerId) : "the lot";
    return `Hold of ${owner} placed on ${what}: ${code}${text ? `, ${text}` : ""}`;
  },
  entry: "Status Change",
});

export const HoldLifted = eventType("HoldLifted", {
  data: z.strictObject({ holdId: Id, code: Hold.shape.code }),
  action: "release",
  criticality: "critical",
  labels: { holdId: holdLabels.holdId, code: holdLabels.code },
  subjects: () => [],
  sentence: ({ code }) => `Hold for ${code} lifted`,
  entry: "Status Change",
});

export const LotDeviationLinked = eventType("LotDeviationLinked", deviationLink("lot"));

export const statusEvents = [
  QualityStatusChanged,
  HoldPlaced,
  HoldLifted,
  LotDeviationLinked,
] as const;

const statusWords = {
  quarantine: "quarantine",
  unstated: "not stated",
  released: "released",
  conditional: "conditionally released",
  useAtRisk: "for use at risk",
  rejected: "rejected",
  rework: "for rework",
  suspended: "suspended",
} as const;
