// `batchproof recall list|preview|show`: what there is, what a recall would reach, how far one is.
import { batch } from "../../domain/batch/batch.ts";
import { isHeard } from "../../domain/recall/consignee/consignee.ts";
import { accountsOf } from "../../domain/recall/goods/goods.ts";
import { checksAsked } from "../../domain/recall/opening/commands.ts";
import type { Recall } from "../../domain/recall/recall.ts";
import { idsIn } from "../../domain/recall/scope/scope.ts";
import { leftWith } from "../../processes/recall/shipped.ts";
import { knownAt } from "../../projections/known-at.ts";
import { states, type Total } from "../../projections/whereabouts/answer.ts";
import { whereaboutsOf } from "../../projections/whereabouts/query.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { facts, showing, table } from "../administration/showing.ts";
import { type Leaf, reading } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import type { Look } from "../terminal/table.ts";
import { everyRecall, oneRecall } from "./named.ts";
import { recallParts } from "./parts.ts";

const list = showing({
  usage: "list",
  summary: "Recalls, and how far each is",
  access: reading("listRecalls", "readRecords"),
  example: "batchproof recall list",
  async show(instance) {
    const recalls = (await everyRecall(instance)).map(({ id, state }) => statusOf(id, state));
    const rows = recalls.map((one) => [
      one.number,
      one.mock ? `${one.type}, exercise` : one.type,
      one.status,
      String(one.lots),
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
    const scope = await recallParts(instance).reached([suspect]);
    const lots = new Set(scope.lots);
    const left = await Promise.all(
      scope.shipments.map((id) => leftWith(instance.handler, id, lots)),
    );
    const consignees = [...new Set(left.flatMap((one) => (one ? [one.to.name] : [])))].sort();
    const running = await runningOf(instance, scope.batches);
    const { unknown, asOf, seeds, batches } = scope;
    const { kysely } = instance.database;
    const known = await knownAt(kysely, "whereabouts", asOf);
    const where = { from: suspect, lotIds: scope.lots, asOf: known };
    const { totals } = await whereaboutsOf(kysely, where);
    const json = { seeds, lots: [...lots], batches, running, consignees, totals, unknown, asOf };
    const rows: (readonly [string, string])[] = [
      ["Fits", seeds.map(({ found, nearest }) => fits(found.length, nearest)).join("; ")],
      ["Lots", String(lots.size)],
      ["Batches", String(batches.length)],
      ["Running now", running.join(", ") || "none"],
      ["Customers", consignees.join("; ") || "none"],
      ...totals.map((total) => [states[total.state], totalText(total)] as const),
      ["Not known", String(unknown.length)],
      ["Complete over", `${asOf} events`],
    ];
    return { json, text: (look: Look) => facts(rows, look) };
  },
});

function totalText({ material, quantities, unknown }: Total): string {
  const known = quantities.map(quantityText).join(" and ");
  const more = unknown === 0 ? known : [known, "some not known"].filter(Boolean).join(" and ");
  return `${more} of ${material}`;
}

const fits = (count: number, nearest: readonly string[]): string =>
  count > 0 ? `${count} of what is recorded` : `nothing; near to it: ${nearest.join(", ")}`;

async function runningOf({ handler }: Instance, ids: readonly string[]) {
  const states = await Promise.all(ids.map((id) => handler.load(batch, id)));
  return states.flatMap(({ state }) =>
    state.status === "running" ? [state.issued.batchNumber] : [],
  );
}

const show = showing({
  usage: "show <recall>",
  summary: "One recall: clocks, scope, consignees, goods, and what waits for a decision",
  access: reading("getRecall", "readRecords"),
  example: "batchproof recall show R-1",
  async show(instance, [named = ""]) {
    const { id, state } = await oneRecall(instance, named);
    const status = statusOf(id, state);
    const about = { kind: "recall", id } as const;
    return { about, json: status, text: (look) => statusText(status, look) };
  },
});

type Status = ReturnType<typeof statusOf>;

export function statusOf(id: string, state: Recall) {
  const { opened, evaluated, informed, scope, consignees } = state;
  const people = [...consignees.values()].map((one) => ({
    number: one.consigneeNumber,
    name: one.name,
    ...(one.address !== undefined && { address: one.address }),
    notified: one.notified,
    heard: isHeard(one),
    givenUp: one.givenUp,
    ...(one.effective !== undefined && { effective: one.effective }),
  }));
  const proposals = [...scope.proposals]
    .filter(([, { status }]) => status === "open")
    .map(([proposalId, { lots, batches, why }]) => ({ proposalId, lots, batches, why }));
  const effective = people.filter((one) => one.effective === true).length;
  return {
    id,
    number: opened.number,
    type: opened.type,
    mock: opened.mock,
    status: state.status,
    reason: opened.reason,
    suspect: state.seeds,
    ...(evaluated && { classification: evaluated.classification, depth: evaluated.depth }),
    lots: idsIn(scope.lots).length,
    batches: idsIn(scope.batches).length,
    held: scope.hold !== undefined && scope.unsettled.size === 0,
    clocks: opened.clocks.map((one) => ({ ...one, told: informed.has(one.code) })),
    consignees: people,
    checks: { asked: checksAsked(state), effective },
    percentEffective: people.length === 0 ? 100 : Math.floor((effective * 100) / people.length),
    goods: accountsOf(state),
    proposals,
  };
}

function statusText(of: Status, look: Look): string {
  const rows: (readonly [string, string])[] = [
    [of.number, `${of.mock ? "exercise, " : ""}${of.type}, ${of.status}: ${of.reason}`],
    ["Suspect", of.suspect.join(", ")],
    ["Class", of.classification ?? "not evaluated"],
    ["Scope", `${of.lots} lots, ${of.batches} batches, ${of.held ? "held" : "not held"}`],
    ["Checks", `${of.checks.effective} effective, ${of.checks.asked} asked for`],
    ...of.clocks.map(({ code, dueAt, told }) => [code, told ? "told" : `due ${dueAt}`] as const),
    ...of.proposals.map(({ proposalId, lots, batches }) => {
      const what = `leave out ${lots.length} lots, ${batches.length} batches`;
      return ["To be decided", `${proposalId}: ${what}`] as const;
    }),
  ];
  const people = of.consignees.map((one) => [
    one.number,
    one.name,
    String(one.notified),
    one.givenUp ? "does not respond" : one.heard ? "replied" : "not heard",
  ]);
  const lots = of.goods.map((one) => [
    one.materialLotId,
    quantityText(one.shipped ?? unstated),
    quantityText(one.recovered ?? unstated),
    one.isAccounted ? "accounted for" : "missing",
  ]);
  return [
    facts(rows, look),
    table(["", "Consignee", "Told", "Answer"], people, "Nobody got any of it.", look),
    table(["Lot", "Shipped", "Back", ""], lots, "Nothing was shipped.", look),
  ].join("\n");
}

const unstated = { value: "0", unitOfMeasure: "1" };

export const showCommands: readonly Leaf[] = [list, preview, show];
