// Cleaning: minor within a campaign, major after it; how long a thing may stay dirty, and how long
// it counts as clean (21 CFR 211.67, 211.111; EU GMP Part I, 5.21).
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { DateOnly } from "../../kernel/instant.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { Name } from "../../kernel/shape/reference.ts";

export const CleaningLevel = z.enum(["minor", "major"]);

export const EquipmentCleaned = eventType("EquipmentCleaned", {
  data: z.strictObject({
    procedure: Name,
    cleanUntil: DateOnly.exactOptional(),
    level: CleaningLevel.exactOptional().describe("Absent: the procedure knows but one; major."),
    flags: z
      .array(z.enum(["TIME_LIMIT_EXCEEDED"]))
      .exactOptional()
      .describe("It had been dirty for longer than the rule allows."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    procedure: "Procedure",
    cleanUntil: "Clean until",
    level: "Level",
    flags: "Against the rules",
  },
  subjects: () => [],
  sentence: ({ procedure, cleanUntil, level, flags = [] }) => {
    const kind = level ? `, ${level}` : "";
    const until = cleanUntil ? `, clean until ${cleanUntil}` : "";
    const broken = flags.length > 0 ? ` (${flags.join(", ")})` : "";
    return `Cleaned by ${procedure}${kind}${until}${broken}`;
  },
  entry: "Equipment",
});

export const EquipmentCleaningStarted = eventType("EquipmentCleaningStarted", {
  data: z.strictObject({ procedure: Name, level: CleaningLevel }),
  action: "create",
  criticality: "critical",
  labels: { procedure: "Procedure", level: "Level" },
  subjects: () => [],
  sentence: ({ procedure, level }) => `Cleaning by ${procedure} begun (${level})`,
  entry: "Equipment",
});

const time = Quantity.exactOptional();

/** What holds from here on; the validation of the cleaning stands behind it. */
export const CleaningRuleSet = eventType("CleaningRuleSet", {
  data: z.strictObject({
    document: Name,
    dirtyHoldMax: time.describe("From the end of use to the beginning of cleaning."),
    cleanHoldMax: time.describe("From the end of cleaning to the next use."),
    campaign: z
      .strictObject({
        batchesMax: z.int().min(1).exactOptional(),
        lengthMax: time.describe("From the first use on."),
        between: z.enum(["none", "minor"]).describe("Cleaning between batches of one campaign."),
      })
      .exactOptional()
      .describe("Absent: each batch stands alone."),
  }),
  action: "configuration",
  criticality: "critical",
  labels: {
    document: "Document",
    dirtyHoldMax: "Dirty for at most",
    cleanHoldMax: "Clean for at most",
    campaign: "Campaign",
  },
  subjects: () => [],
  sentence: ({ document, dirtyHoldMax, cleanHoldMax, campaign }, show) => {
    const limits = [
      ...(dirtyHoldMax ? [`dirty for at most ${show.quantity(dirtyHoldMax)}`] : []),
      ...(cleanHoldMax ? [`clean for at most ${show.quantity(cleanHoldMax)}`] : []),
      ...(campaign?.batchesMax ? [`campaigns of ${campaign.batchesMax} batches at most`] : []),
      ...(campaign?.lengthMax ? [`campaigns of ${show.quantity(campaign.lengthMax)} at most`] : []),
    ];
    return `Cleaning rule by ${document}${limits.map((one) => `, ${one}`).join("")}`;
  },
  entry: "Equipment",
});

export const cleaningEvents = [
  EquipmentCleaned,
  EquipmentCleaningStarted,
  CleaningRuleSet,
] as const;
