// Every answer leaves in every form, from one description of it.

import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import {
  type Answer,
  answerDocument,
  answerLines,
  type Form,
} from "../../../src/reports/answer/form.ts";
import {
  betweenForm,
  circumstancesForm,
  commonForm,
  sharesForm,
  traceForm,
  whereaboutsForm,
} from "../../../src/reports/answer/forms.ts";
import { answerJson } from "../../../src/reports/answer/json.ts";
import { recallForm } from "../../../src/reports/recall/status.ts";
import { renderCsv } from "../../../src/reports/render/csv/csv.ts";
import { renderHtml } from "../../../src/reports/render/html/html.ts";

const forms = {
  ...{ traceForm, whereaboutsForm, betweenForm, commonForm },
  ...{ circumstancesForm, sharesForm, recallForm },
};
const kg = { value: "5", unitOfMeasure: "kg" };
const lot = { kind: "materialLot", id: "l", name: "starch:5" } as const;
const batch = { kind: "batch", id: "b", name: "171" } as const;
const digest = "ab".repeat(32);
const unknown = [{ code: "ORIGIN_UNKNOWN", subject: "starch:5", detail: "Nobody knows." }] as const;
const every = { asOf: 7, digest };
const step = {
  ...{ eventId: "e", position: 3, kind: "consume", from: lot, to: batch, quantity: kg },
  ...{ happenedAt: "2026-11-20T08:00:00Z", timeBasis: "observed", sentence: "It went in." },
} as const;

const answers: Readonly<Record<keyof typeof forms, Answer>> = {
  traceForm: {
    ...every,
    ...{ from: "starch:5", seeds: [], direction: "forward", lots: [], shipments: [] },
    batches: [{ batchId: "b", batchNumber: "171", product: "Tablets" }],
    ...{ logisticUnits: [], edgeCount: 1, unknown, residue: [], classes: [], contacts: [] },
    coverage: {
      ...{ lots: 0, lotsBalanced: 0, inputs: 0, inputsWithQuantity: 0 },
      ...{ receipts: 0, receiptsWithOrigin: 0 },
    },
  } as Answer,
  whereaboutsForm: {
    ...every,
    from: "starch:5",
    lots: [
      {
        lot: "starch:5",
        lotId: "l",
        material: "Starch",
        holdings: [{ state: "inStock", quantity: kg }],
      },
    ],
    ...{ totals: [], unknown, serials: [] },
  } as Answer,
  betweenForm: {
    ...{ ...every, from: "starch:5", to: "batch:171", reaches: true, path: [step], edges: [step] },
    ...{ unknown, coverage: { edges: 1, edgesWithQuantity: 1 } },
  } as Answer,
  commonForm: {
    ...{ ...every, of: ["a", "b"], candidates: 1, othersMax: 20 },
    causes: [{ ...lot, explains: ["a", "b"] }],
  } as Answer,
  circumstancesForm: {
    ...{ ...every, of: ["a", "b"], shifts: [], behind: [batch], compared: 1, others: 2 },
    circumstances: [
      { ...lot, kind: "equipment", explains: ["a"], othersWith: 1, others: 2, chance: "0.1" },
    ],
    ...{ candidates: 1, readingsNotCompared: 0, withoutBatch: [] },
  } as Answer,
  sharesForm: {
    ...{ ...every, from: "starch:5", mixing: "wellMixed", bad: kg, heldByLot: "1" },
    shares: [
      {
        ...batch,
        verdict: "certain",
        reason: "BY_QUANTITY",
        received: "4",
        held: "4",
        certain: "1",
        possible: "4",
      },
    ],
    ...{ unknown, coverage: { edges: 1, edgesUnknown: 0 } },
  } as Answer,
  recallForm: {
    ...{ asOf: 7, number: "R-1", type: "recall", mock: false, status: "open", reason: "Metal." },
    ...{ suspect: [{ seed: "starch:5", found: 1 }], lots: ["l"], batches: [], held: true },
    ...{ clocks: [], consignees: [] },
    ...{ percentEffective: 100, proposals: [], unknown: [] },
    goods: [{ lot: "internalLot:7", materialLotId: "l", shipped: kg, isAccounted: false }],
  } as Answer,
};
const all = Object.keys(forms) as (keyof typeof forms)[];
const issue = {
  organisation: "Works",
  printed: { at: "2026-11-27T08:00:00.000Z", zone: "Europe/Vienna", by: "Batchproof" },
  copy: "Uncontrolled copy",
};

test.each(all)(
  "%s: lines hold all members, a table has its rows, the report is whole",
  async (name) => {
    const form = forms[name] as unknown as Form;
    const answer = answers[name];
    const lines = [...answerLines(form, answer)].map((line) => JSON.parse(line));
    const last = lines.at(-1);
    expect(last).toMatchObject({ line: "answer", lines: lines.length - 1, asOf: 7 });
    const { line: _, lines: __, ...rest } = last;
    const members = new Map<string, unknown>(Object.entries(rest));
    for (const [member, called] of Object.entries(form.lists)) {
      const own = lines.filter(({ line }) => line === called).map(({ line, ...one }) => one);
      const given = Object(answer)[member] as readonly unknown[];
      members.set(
        member,
        own.length > 0 && "value" in own[0] ? own.map(({ value }) => value) : own,
      );
      expect(own).toHaveLength(given.length);
    }
    expect(Object.fromEntries(members)).toEqual(JSON.parse(JSON.stringify(answer)));
    const csv = await text(Readable.from(renderCsv(form.table(answer))));
    expect(csv.split("\r\n").filter(Boolean)).toHaveLength(2);
    const html = await text(
      Readable.from(renderHtml(answerDocument(form, answer, "authenticated", issue))),
    );
    expect(html).toContain("Digest of the answer");
  },
);

test("report and table of a recall say how late it was told, and what is not known", async () => {
  const clock = {
    ...{ code: "us-food-registry", what: "Reportable Food Registry", told: true },
    ...{ dueAt: "2026-11-21T08:00:00.000Z", toldAt: "2026-11-21T10:30:00Z", lateBy_ms: 9_000_000 },
  };
  const inTime = { ...clock, code: "in-time", toldAt: clock.dueAt, lateBy_ms: undefined };
  const open = { ...inTime, code: "open", toldAt: undefined };
  const atOnce = { ...clock, code: "at-once", atOnce: true };
  const clocks = [clock, inTime, open, atOnce];
  const gap = { code: "NOT_RECORDED", subject: "serial:Z-9", detail: "It is not recorded." };
  const answer = { ...answers.recallForm, clocks, unknown: [gap] } as never;
  const csv = await text(Readable.from(renderCsv(recallForm.table(answer))));
  const lines = csv.split("\r\n").map((line) => line.split(","));
  const late = lines[0]?.indexOf("Late by (ms)") ?? -1;
  expect(lines.slice(1, -1).map((cells) => [cells[0], cells[late]])).toEqual([
    ["goods", ""],
    ["clock", "9000000"],
    ["clock", ""],
    ["clock", ""],
    ["clock", "9000000"],
    ["unknown", ""],
  ]);
  expect(lines.at(-2)?.at(-2)).toBe("serial:Z-9: It is not recorded.");
  const document = answerDocument(recallForm, answer, "authenticated", issue);
  const html = await text(Readable.from(renderHtml(document)));
  expect(html).toContain("LATE by 2 h 30 min");
  expect(html.match(/LATE/g)).toHaveLength(1);
  expect(html).toContain(">2 h 30 min after<");
  expect(html).toContain("not told");
  expect(html).toContain("internalLot:7");
  expect(html).toContain("serial:Z-9");
});

test("as JSON it is what JSON.stringify makes of it, also when its rows come again", () => {
  for (const [name, form] of Object.entries(forms)) {
    const answer = answers[name as keyof typeof forms];
    const plain = JSON.stringify(answer);
    for (const _ of [1, 2]) expect(answerJson(form as Form<Answer>, answer)).toBe(plain);
    const more = { ...answer, digest: "changed" };
    expect(answerJson(form as Form<Answer>, more)).toBe(JSON.stringify(more));
  }
});

test("contacts are lines of a class of their own, with the lots that came of them", async () => {
  const contact = {
    ...{ class: "cross-contact", thing: batch, lots: [lot], suspect: batch },
    where: { kind: "equipment", id: "m", name: "Mill" },
    time: { from: "2026-11-20T08:00:00Z", basis: "claimed" },
    suspectTime: { from: "2026-11-20T07:00:00Z", basis: "observed" },
    reason: "CLEANING_UNKNOWN",
  };
  const answer = { ...answers.traceForm, contacts: [contact] } as never;
  const csv = await text(Readable.from(renderCsv(traceForm.table(answer))));
  const lines = csv.split("\r\n").filter(Boolean);
  expect(lines.map((line) => line.split(",")[9])).toEqual([
    "Class",
    "material",
    "cross-contact",
    "cross-contact",
  ]);
  expect(lines[3]).toContain("lot,l,starch:5");
});
