// The letter of a type of recall, version by version; each letter names the one it was made of.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Template } from "./template.ts";

const Version = z.int().min(1).describe("0 is the letter that ships.");

export const RecallLetterDrafted = eventType("RecallLetterDrafted", {
  data: z.strictObject({ version: Version, ...Template.shape }),
  action: "create",
  criticality: "critical",
  labels: {
    version: "Version",
    title: "Title",
    paragraphs: "Paragraphs",
    replyWithin_days: "Days to answer",
  },
  subjects: () => [],
  sentence: ({ version, title, replyWithin_days: days }) =>
    `Version ${version} of the letter drafted, to be answered within ${days} days: ${title}`,
  entry: "Resource Definition Manifest",
});

export const RecallLetterIssued = eventType("RecallLetterIssued", {
  data: z.strictObject({ version: Version }),
  action: "approve",
  criticality: "critical",
  labels: { version: "Version" },
  subjects: () => [],
  sentence: ({ version }) => `Version ${version} of the letter issued`,
  entry: "Status Change",
});

export const recallLetterEvents = [RecallLetterDrafted, RecallLetterIssued] as const;
