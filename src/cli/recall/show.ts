// `batchproof recall list|preview|show`: what there is, what a recall would reach, how far one is.

import { previewOf, unknownSuspect } from "../../api/resource/recall/preview.ts";
import type { Quantity } from "../../domain/kernel/quantity.ts";
import { type ClockStatus, type RecallStatus, recallStatus } from "../../domain/recall/status.ts";
import type { Unknown } from "../../projections/genealogy/answer.ts";
import { withNames } from "../../projections/recall/lot-names.ts";
import { ofSuspects } from "../../projections/recall/unknown.ts";
import { states, type Total } from "../../projections/whereabouts/answer.ts";
import { toldAfterText } from "../../projections/wording/clock.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { recallForm } from "../../reports/recall/status.ts";
import { answering, facts, showing, table } from "../administration/showing.ts";
import { type Leaf, reading } from "../entry.ts";
import type { Look } from "../terminal/table.ts";
import { notOne } from "../text/not-one.ts";
import { lackingIn, lackingRows } from "./lacking.ts";
import { everyRecall, oneRecall } from "./named.ts";

const list = showing({
  usage: "list",
  summary: "Recalls, and how far each is",
  access: reading("listRecalls", "readRecords"),
  example: "batchproof recall list",
  async show(instance) {
    const recalls = (await everyRecall(instance)).map(({ id, state }) => recallStatus(id, state));
    const rows = recalls.map((one) => [
      one.number,
      one.mock ? `${one.type}, exercise` : one.type,
      one.status,
      String(one.lots.length),
      `${one.consignees.filter(({ heard }) => heard).length} of ${one.consignees.length}`,
    ]);
    const titles = ["Number", "Type", "State", "Lots", "Heard"];
    return { json: { recalls }, text: (look) => table(titles, rows, "None.", look) };
  },
});

const preview = showing({
  usage: "preview <suspect>",
  summary: "What a recall of it would reach; nothing is recorded or held",
  access: reading("previewRecall", "readRecords"),
  example: "batchproof recall preview starch:5",
  async show(instance, [suspect = ""]) {
    const { preview: json } = await previewOf(instance, suspect);
    const nearest = unknownSuspect(json);
    if (nearest) throw notOne(suspect, { found: "none", nearest });
    const { seeds, lots, batches, running, consignees, totals, unknown, asOf } = json;
    const rows: (readonly [string, string])[] = [
      ["Fits", seeds.map(({ found, nearest }) => fits(found.length, nearest)).join("; ")],
      ["Lots", String(lots.length)],
      ["Batches", String(batches.length)],
      ["Running now", running.join(", ") || "none"],
      ["Customers", consignees.map(placeText).join("; ") || "none"],
      ...totals.map((total) => [states[total.state], totalText(total)] as const),
      ["Not known", String(unknown.length)],
      ["Complete over", `${asOf} events`],
    ];
    return { json, text: (look: Look) => facts(rows, look) };
  },
});

const placeText = ({ name, address }: { name: string; address?: string }): string =>
  address === undefined ? name : `${name}, ${address}`;

function totalText({ material, quantities, unknown }: Total): string {
  const known = quantities.map(quantityText).join(" and ");
  const more = unknown === 0 ? known : [known, "some not known"].filter(Boolean).join(" and ");
  return `${more} of ${material}`;
}

const fits = (count: number, nearest: readonly string[]): string =>
  count > 0 ? `${count} of what is recorded` : `nothing; near to it: ${nearest.join(", ")}`;

const show = answering({
  usage: "show <recall>",
  summary: "One recall: clocks, scope, consignees, goods, and what waits for a decision",
  access: reading("getRecall", "readRecords", "exportRecords"),
  form: recallForm,
  example: "batchproof recall show R-1",
  async show(instance, [named = ""]) {
    const { id, state } = await oneRecall(instance, named);
    const plain = recallStatus(id, state);
    const goods = await withNames(instance.database.kysely, plain.goods);
    const status = { ...plain, goods, unknown: await lackingIn(instance, state) };
    const about = { kind: "recall", id } as const;
    const now = instance.clock.now().toISOString();
    return { about, json: status, text: (look) => statusText(status, now, look) };
  },
});

/** `now`: UTC. */
function clockText(clock: ClockStatus, now: string): string {
  const { dueAt, toldAt, atOnce } = clock;
  if (toldAt === undefined) return now > dueAt ? `OVERDUE since ${dueAt}` : `due ${dueAt}`;
  const due = atOnce ? `due at once from ${dueAt}` : `due ${dueAt}`;
  return [due, `told ${toldAt}`, toldAfterText(clock)].filter(Boolean).join(", ");
}

interface Shown extends Omit<RecallStatus, "goods"> {
  readonly goods: readonly (RecallStatus["goods"][number] & { readonly lot: string })[];
  readonly unknown: readonly Unknown[];
}

function statusText(of: Shown, now: string, look: Look): string {
  const rows: (readonly [string, string])[] = [
    [of.number, `${of.mock ? "exercise, " : ""}${of.type}, ${of.status}: ${of.reason}`],
    ...of.suspect.map(({ seed, found }) => ["Suspect", `${seed}: ${foundText(found)}`] as const),
    ["Class", of.classification ?? "not evaluated"],
    [
      "Scope",
      `${of.lots.length} lots, ${of.batches.length} batches, ${of.held ? "held" : "not held"}`,
    ],
    ["Checks", `${of.checks.effective} effective, ${of.checks.asked} asked for`],
    ...of.clocks.map((clock) => [clock.code, clockText(clock, now)] as const),
    ...of.proposals.map(({ proposalId, lots, batches }) => {
      const what = `leave out ${lots.length} lots, ${batches.length} batches`;
      return ["To be decided", `${proposalId}: ${what}`] as const;
    }),
    ...lackingRows(ofSuspects(of.unknown)),
    ["Not known", `${of.unknown.length} in all`],
  ];
  const people = of.consignees.map((one) => [
    one.number,
    one.name,
    String(one.notified),
    one.givenUp ? "does not respond" : one.heard ? "replied" : "not heard",
  ]);
  const lots = of.goods.map((one) => [
    one.lot,
    amountText(one.shipped),
    amountText(one.recovered, "nothing"),
    one.isAccounted ? "accounted for" : "missing",
  ]);
  return [
    facts(rows, look),
    table(["", "Consignee", "Told", "Answer"], people, "Nobody got any of it.", look),
    table(["Lot", "Shipped", "Back", ""], lots, "Nothing was shipped.", look),
  ].join("\n");
}

const foundText = (count: number): string =>
  count === 0 ? "not found" : `${count} of what is recorded`;

/** What does not add up is not known; of what never came back there is nothing. */
const amountText = (quantity: Quantity | undefined, absent = "not known"): string =>
  quantity ? quantityText(quantity) : absent;

export const showCommands: readonly Leaf[] = [list, preview, show];
