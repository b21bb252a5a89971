// `batchproof lot show`: how far a lot is on its way from the dock to release, and what is missing.

import { type HoldRegisterState, holdRegister } from "../../domain/hold-register/hold-register.ts";
import { findingText } from "../../domain/kernel/shape/test.ts";
import { type MaterialLotState, materialLot } from "../../domain/material-lot/material-lot.ts";
import { stockNow } from "../../domain/material-lot/on-hand.ts";
import { dateAt } from "../../eventstore/handler/date-at.ts";
import {
  type Evidence,
  evidenceIn,
  gatherStates,
} from "../../processes/material/judgement/evidence.ts";
import { lacksOf, madeBy } from "../../processes/material/judgement/lacks.ts";
import { samplesOf } from "../../processes/material/judgement/results.ts";
import { shelfLifeOf } from "../../processes/material/judgement/shelf-life.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { facts, showing, table } from "../administration/showing.ts";
import { type Leaf, reading } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import type { Look } from "../terminal/table.ts";
import { notOne } from "../text/not-one.ts";
import { decisionsLeaf } from "./decisions.ts";
import { oneLot } from "./named.ts";
import { viewIn } from "./view.ts";

const show = showing({
  usage: "show <lot>",
  summary: "One lot: status, dates, plan, samples, results, and what its release lacks",
  access: reading("getLot", "readRecords"),
  example: "batchproof lot show internalLot:R26-S001",
  async show(instance, [identifier = ""]) {
    const id = await oneLot(instance.database.kysely, identifier);
    const evidence = evidenceIn(await gatherStates(instance.handler, id));
    const lot: MaterialLotState = evidence.of(materialLot, id) ?? materialLot.initial;
    if (lot.status === "unknown") throw notOne(identifier, { found: "none", nearest: [] });
    const { state: register } = await instance.handler.load(holdRegister, instance.settings.site);
    const batchIds = madeBy(evidence, id);
    const shown = (await viewIn(instance)({ materialLotId: id, batchIds })) ?? null;
    const json = { ...answer(instance, evidence, register, id, lot), shown };
    const text = (look: Look) => textOf(json, look);
    return { about: { kind: "materialLot" as const, id }, json, text };
  },
});

type Kept = Exclude<MaterialLotState, { readonly status: "unknown" }>;

/** As it stands in the log now; what its release lacks is told by the gate itself. */
function answer(
  instance: Instance,
  evidence: Evidence,
  register: HoldRegisterState,
  materialLotId: string,
  lot: Kept,
) {
  const { site, zone } = instance.settings;
  const dateOf = (instant: string) => dateAt(instant, zone);
  const date = dateOf(instance.clock.now().toISOString());
  const asked = { materialLotId, lot, decision: "release" } as const;
  const lacks = lacksOf(evidence, register, asked, { site, date, dateOf });
  const samples = samplesOf(evidence, materialLotId).map(({ sampleId, sampled, sample }) => ({
    sampleId,
    sampleNumber: sampled.sampleNumber,
    containerIds: sampled.sample.parts.map(({ containerId }) => containerId),
    results: sample?.results ?? [],
    outOfSpecification: sample?.outOfSpecification ?? [],
  }));
  return {
    materialLotId,
    material: lot.material,
    qualityStatus: lot.qualityStatus,
    expiresOn: lot.expiresOn ?? null,
    retestOn: lot.retestOn ?? null,
    shelfLife: shelfLifeOf(evidence, materialLotId, lot, date),
    onHand: stockNow(lot.onHand).total ?? null,
    arrival: lot.receipt?.arrival ?? null,
    plans: lot.plans,
    samples,
    lacks: lacks.map(({ refused, message }) => ({ code: refused, message })),
  };
}

function textOf(json: ReturnType<typeof answer>, look: Look): string {
  const { material, qualityStatus, onHand, shelfLife, arrival, plans, samples, lacks } = json;
  const head = facts(
    [
      ["Material", material.name],
      ["Quality status", qualityStatus],
      ["On hand", onHand ? quantityText(onHand) : "not known"],
      ["Expires on", dateText(shelfLife.expiry)],
      ["Retest on", dateText(shelfLife.retest)],
      ...shelfLife.opened.map((one): [string, string] => [
        `${one.containerId}, opened ${one.openedOn}`,
        dateText(one),
      ]),
      ...shelfLife.unknown.map(({ code, subject, detail }): [string, string] => [
        code,
        `${subject}: ${detail}`,
      ]),
      ["At arrival", arrival?.flags.join(", ") || "nothing noted"],
      ...plans.flatMap(({ purpose, picks }) =>
        picks.map(({ planId, containerIds, skipped }): [string, string] => [
          `${purpose}, ${planId}`,
          skipped ? "skipped" : containerIds.join(", ") || "the lot",
        ]),
      ),
    ],
    look,
  );
  const rows = samples.flatMap(({ sampleNumber, results }) =>
    results.map(({ testId, attempt, finding, conforms }) => [
      sampleNumber,
      testId,
      String(attempt),
      findingText(finding, { quantity: (of) => (of ? quantityText(of) : "") }),
      conforms ? "conforms" : "out of specification",
    ]),
  );
  const titles = ["Sample", "Test", "Attempt", "Result", ""];
  const found = table(titles, rows, "No results.", look);
  const missing = lacks.map(({ code, message }) => [code, message]);
  return `${head}\n${found}\n${table(["Release lacks", ""], missing, "Nothing.", look)}`;
}

const dateText = ({ on, how }: { readonly on: string | null; readonly how: string }): string =>
  on === null ? `not known: ${how}` : `${on}: ${how}`;

export const lotCommands: readonly Leaf[] = [show, decisionsLeaf];
