// Who got the goods: told, answering, checked. Nobody who was told ever leaves the list.
import { z } from "zod";
import { eventType } from "../../kernel/event-type.ts";
import { Quantity } from "../../kernel/quantity.ts";
import { Digest, Id, Name, Text } from "../../kernel/shape/reference.ts";
import type { Subject } from "../../kernel/subject.ts";
import { ConsigneeNumber } from "../scope/events.ts";

const consigneeNumber = ConsigneeNumber.describe("Of the recall's own list.");

export const RecallConsigneeNotified = eventType("RecallConsigneeNotified", {
  data: z.strictObject({
    consigneeNumber,
    channel: z.enum(["letter", "email", "phone", "visit", "portal"]),
    letterDigest: Digest.exactOptional().describe("Of the letter that was sent."),
    letterVersion: z.int().min(0).exactOptional().describe("Of the template; 0: as shipped."),
    time: z.int().min(1).describe("The first is the notice, others are reminders."),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    consigneeNumber: "Consignee",
    channel: "Channel",
    letterDigest: "Digest of the letter",
    letterVersion: "Version of the letter",
    time: "Time",
  },
  subjects: () => [],
  sentence: ({ consigneeNumber: id, channel, time }) =>
    `Consignee ${id} ${time === 1 ? "told" : `reminded, time ${time}`} by ${channel}`,
  entry: "Message",
});

/** As much as one answer says. */
export const linesMax = 1_000;

export const AccountedLine = z.strictObject({
  materialLotId: Id,
  quantity: Quantity,
  as: z
    .enum(["onHand", "usedUp", "destroyed", "passedOn"])
    .describe("What has come back is recorded when it is here."),
});

export const RecallConsigneeReplied = eventType("RecallConsigneeReplied", {
  data: z.strictObject({
    consigneeNumber,
    lines: z
      .array(AccountedLine)
      .max(linesMax)
      .describe("All that it says of the goods; replaces what it said."),
    passedOnTo: z
      .array(
        z.strictObject({ consigneeNumber, name: Name, address: z.string().min(1).exactOptional() }),
      )
      .describe("To be told as well."),
    text: Text.exactOptional(),
  }),
  action: "create",
  criticality: "critical",
  labels: {
    consigneeNumber: "Consignee",
    lines: "Of the goods",
    passedOnTo: "Passed on to",
    text: "Text",
  },
  subjects: ({ lines }) => lotSubjects(lines),
  sentence: ({ consigneeNumber: id, lines, passedOnTo }, show) => {
    const goods = lines.map((line) => {
      return `${show.quantity(line.quantity)} of ${show.materialLot(line.materialLotId)} ${
        asWords[line.as]
      }`;
    });
    const on = passedOnTo.map(({ name }) => name);
    const others = on.length > 0 ? `; passed on to ${on.join(", ")}` : "";
    return `Consignee ${id} replied: ${goods.join(", ") || "nothing left of it"}${others}`;
  },
  entry: "Message",
});

/** A non-responder, after it was reminded. */
export const RecallConsigneeGivenUp = eventType("RecallConsigneeGivenUp", {
  data: z.strictObject({ consigneeNumber, text: Text.describe("What was tried.") }),
  action: "create",
  criticality: "critical",
  labels: { consigneeNumber: "Consignee", text: "Text" },
  subjects: () => [],
  sentence: ({ consigneeNumber: id, text }) => `Consignee ${id} does not respond: ${text}`,
  entry: "Status Change",
});

export const RecallEffectivenessChecked = eventType("RecallEffectivenessChecked", {
  data: z.strictObject({
    consigneeNumber,
    method: z.enum(["visit", "phone", "letter", "other"]),
    effective: z.boolean().describe("It was told and has acted."),
    findings: Text.exactOptional(),
  }),
  action: "verify",
  criticality: "critical",
  labels: {
    consigneeNumber: "Consignee",
    method: "Method",
    effective: "Told and has acted",
    findings: "Findings",
  },
  subjects: () => [],
  sentence: ({ consigneeNumber: id, method, effective, findings }) => {
    const how = effective ? "told and has acted" : "not told, or has not acted";
    return `Consignee ${id} checked by ${method}: ${how}${findings ? `. ${findings}` : ""}`;
  },
  entry: "Other",
});

export const consigneeEvents = [
  RecallConsigneeNotified,
  RecallConsigneeReplied,
  RecallConsigneeGivenUp,
  RecallEffectivenessChecked,
] as const;

const asWords = {
  onHand: "still there",
  usedUp: "used up",
  destroyed: "destroyed there",
  passedOn: "passed on",
} as const;

const lotSubjects = (lines: readonly { readonly materialLotId: string }[]): readonly Subject[] =>
  lines.map(({ materialLotId }) => ({ materialLot: materialLotId }));
