// `batchproof complaint`: raised, linked, investigated, closed.
import { randomUUID } from "node:crypto";
import { Option } from "commander";
import {
  closeComplaint,
  investigateComplaint,
  linkComplaint,
  raiseComplaint,
} from "../../domain/complaint/commands.ts";
import { acting, callOf, giving } from "../administration/acting.ts";
import type { Leaf } from "../entry.ts";
import { lotTyped, namedComplaint } from "./named.ts";

const senders = ["customer", "patient", "consumer", "authority", "distributor", "other"] as const;

const raise = acting<{ readonly from: (typeof senders)[number]; readonly text: string }>({
  usage: "raise <number>",
  summary: "Record a complaint",
  example: 'batchproof complaint raise K-17 --from customer --text "Black specks in the tablets"',
  command: raiseComplaint,
  options: (line) =>
    line
      .requiredOption("--text <text>", "what is said to be wrong")
      .addOption(new Option("--from <whom>").choices([...senders]).default("customer")),
  async act({ handler, clock }, by, [number = ""], { from, text }) {
    const id = randomUUID();
    const receivedAt = clock.now().toISOString();
    const call = { ...callOf(by, id), data: { number, receivedAt, from, description: text } };
    const answer = await handler.execute(raiseComplaint, call, by.session);
    return { answer, id, said: `The complaint ${number} is recorded.` };
  },
});

interface Link {
  readonly lot?: string;
  readonly serial?: string;
  readonly container?: string;
  readonly confirmed?: true;
}

const link = giving({
  usage: "link <complaint>",
  summary: "What it is about: claimed, or confirmed",
  example: "batchproof complaint link K-17 --serial S-1 --confirmed",
  command: linkComplaint,
  options: (line) =>
    line
      .option("--lot <lot>", "the lot, by a number or its id")
      .option("--serial <number>", "the serial number; its lot is found where none is said")
      .option("--container <id>", "the container; its lot is found where none is said")
      .option("--confirmed", "it was looked at"),
  find: namedComplaint,
  data: async ({ lot, serial, container, confirmed }: Link, instance) => ({
    standing: confirmed ? ("confirmed" as const) : ("claimed" as const),
    ...(lot !== undefined && { materialLotId: await lotTyped(instance, lot) }),
    ...(serial !== undefined && { serial }),
    ...(container !== undefined && { containerId: container }),
  }),
  said: (name) => `What ${name} is about is recorded.`,
});

interface Investigation {
  readonly findings: string;
  readonly others: string;
  readonly confirmed?: true;
}

const investigate = giving({
  usage: "investigate <complaint>",
  summary: "What was found, and which other batches were considered",
  example: 'batchproof complaint investigate K-17 --findings Steel --others "The press run"',
  command: investigateComplaint,
  options: (line) =>
    line
      .requiredOption("--findings <text>", "what was found")
      .requiredOption("--others <text>", "which other batches were considered, and why")
      .option("--confirmed", "it is as was said"),
  find: namedComplaint,
  data: ({ findings, others, confirmed }: Investigation) => ({
    findings,
    otherBatches: others,
    isConfirmed: confirmed === true,
  }),
  said: (name) => `The investigation of ${name} is recorded.`,
});

const close = giving({
  usage: "close <complaint>",
  summary: "Conclude on it, after it was investigated",
  example: 'batchproof complaint close K-17 --because "Recalled as R-1"',
  command: closeComplaint,
  options: (line) => line.requiredOption("--because <text>", "the conclusion"),
  find: namedComplaint,
  data: ({ because }: { because: string }) => ({ conclusion: because }),
  said: (name) => `${name} is closed.`,
});

export const complaintCommands: readonly Leaf[] = [raise, link, investigate, close];
