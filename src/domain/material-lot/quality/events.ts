// What a lot is examined by and how long it may be used: the samples picked, the dates that follow
// from the specification's rules, and when a container was opened.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { DateOnly } from "../../kernel/instant.ts";
import { Calculation, calculationText, Undated, undatedText } from "../../kernel/shape/dating.ts";
import { EventId, Id } from "../../kernel/shape/reference.ts";
import { SpecifiedTest } from "../../kernel/shape/test.ts";

const Pick = z.strictObject({
  planId: Id,
  rule: z.string().min(1).max(60),
  composite: z.boolean().describe("One sample of all these containers; else one of each."),
  containerIds: z.array(Id).describe("None: the lot is not kept by the container."),
  attributes: z
    .strictObject({
      codeLetter: z.string().min(1).max(2),
      sampleSize: z.int().min(1),
      accept: z.int().min(0),
    })
    .exactOptional()
    .describe("ISO 2859-1: how many units are inspected, and how many may be nonconforming."),
  tests: z.array(SpecifiedTest),
  skipped: z.boolean().describe("By skip-lot: the supplier's certificate stands for it."),
});
export type Pick = z.output<typeof Pick>;

export const SamplingPlanned = eventType("SamplingPlanned", {
  data: z.strictObject({
    planNumber: z.int().min(1),
    purpose: z.enum(["release", "retest"]),
    specificationVersion: z.int().min(1),
    seed: z.string().min(1).max(200),
    drawnBy: z.string().min(1).max(60).describe("The way from the seed to the containers."),
    picks: z.array(Pick).min(1),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    planNumber: "Plan",
    purpose: "Purpose",
    specificationVersion: "Version of the specification",
    seed: "Seed",
    drawnBy: "Drawn by",
    picks: "Picked",
  },
  subjects: ({ picks }) =>
    [...new Set(picks.flatMap(({ containerIds }) => containerIds))].map((container) => ({
      container,
    })),
  sentence: ({ purpose, specificationVersion, picks }, show) => {
    const each = picks.map(({ rule, containerIds, skipped }) => {
      const from =
        containerIds.length === 0 ? "the lot" : containerIds.map(show.container).join(", ");
      return `${rule}: ${skipped ? "skipped" : from}`;
    });
    const version = `version ${specificationVersion} of the specification`;
    return `Sampling for ${purpose} planned by ${version}; ${each.join("; ")}`;
  },
  entry: "Sample",
});

export const ShelfLifeDated = eventType("ShelfLifeDated", {
  data: z.strictObject({
    because: z.enum(["release", "retest"]),
    expiresOn: DateOnly.exactOptional(),
    retestOn: DateOnly.exactOptional(),
    specificationVersion: z.int().min(1),
    planNumber: z.int().min(1).exactOptional().describe("Whose results it rests on."),
    calculations: z.array(Calculation),
    unknown: z.array(Undated).exactOptional().describe("Rules that no date follows from."),
    decidedEventId: EventId.exactOptional(),
  }),
  action: "change",
  criticality: "critical",
  labels: {
    because: "Because of",
    expiresOn: "Expires on",
    retestOn: "Retest on",
    specificationVersion: "Version of the specification",
    planNumber: "Plan",
    calculations: "Worked out by",
    unknown: "Not known",
    decidedEventId: "Decision",
  },
  subjects: () => [],
  sentence: ({ because, calculations, unknown = [] }) =>
    `Dated at ${because}: ${[
      ...calculations.map(calculationText),
      ...unknown.map(undatedText),
    ].join("; ")}`,
  entry: "Change",
  changes: ["expiresOn", "retestOn"],
});

export const Opening = z.strictObject({
  containerId: Id,
  on: DateOnly.describe("The date at the site."),
  usableUntil: DateOnly.exactOptional(),
  calculation: Calculation.exactOptional(),
});

export const ContainerOpened = eventType("ContainerOpened", {
  data: Opening,
  action: "create",
  criticality: "major",
  labels: {
    containerId: "Container",
    on: "Opened on",
    usableUntil: "To be used until",
    calculation: "Worked out by",
  },
  subjects: ({ containerId }) => [{ container: containerId }],
  sentence: ({ containerId, calculation }, show) => {
    const until = calculation ? `; ${calculationText(calculation)}` : "";
    return `${show.container(containerId)} opened${until}`;
  },
  entry: "Material",
});

export const qualityEvents = [SamplingPlanned, ShelfLifeDated, ContainerOpened] as const;
