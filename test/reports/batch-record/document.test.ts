// The printed record: its sections, what it marks, and what binds it to the log (regulatory,
// section 6; A11-8.2).
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import type { StoredEvent } from "../../../src/eventstore/stored-event.ts";
import { entryHash } from "../../../src/integrity/entry.ts";
import { MerkleTree } from "../../../src/integrity/tree/merkle.ts";
import { gatherBatchRecord } from "../../../src/reports/batch-record/gather.ts";
import type { EventBytes } from "../../../src/reports/event-bytes.ts";
import { renderHtml } from "../../../src/reports/render/html/html.ts";
import { renderJson } from "../../../src/reports/render/json/json.ts";
import { withDatabase } from "../../database-hook.ts";
import * as tablets from "../../projections/batch-record/tablets.ts";
import { type Happened, importer } from "../../projections/history.ts";
import { at, bytesOf, printed, textOf } from "./printed.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const record = (history: readonly Happened[], asOf?: number) => printed(database, history, asOf);

const made: readonly Happened[] = [
  tablets.registered,
  tablets.received,
  tablets.statusChanged("quarantine", "released"),
  tablets.issued(),
  tablets.started,
  tablets.phaseStarted,
  tablets.consumed("421.060"),
  tablets.consumptionCorrected(6, "421.060", "412.060"),
  tablets.parameter("9.8", true),
  tablets.parameter("100", false, 8),
  tablets.phaseAborted,
  tablets.phaseRepeated,
  tablets.phaseCompleted,
  tablets.testsListed(["Dissolution", "Impurities"]),
  tablets.tested("Dissolution", "84.1", true),
  tablets.produced,
  tablets.yielded,
  tablets.deviated,
  tablets.refused,
  tablets.commented,
  tablets.completed,
  tablets.disposed,
];

test("sections stand in the order and under the numbers of the printed record", async () => {
  const { document } = await record(made);
  const numbers = document.sections.map(({ number }) => Number(number));
  expect(numbers).toEqual([...numbers].sort((left, right) => left - right));
  for (const mandatory of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 21, 23, 24, 25, 26]) {
    expect(numbers).toContain(mandatory);
  }
  expect(document.banner?.text).toBe("DEMONSTRATION");
});

test("A11-8.2: what was changed shows first entry, new value, who, when and why", async () => {
  const { document } = await record(made);
  const html = await textOf(renderHtml(document));
  expect(html).toContain("412.060 kg");
  expect(html).toContain("first entry 421.060 kg");
  expect(html).toContain("Digits were transposed");
  expect(html).toContain("first entry 9.8 kg, out of limit");
  expect(html).toContain("not tested");
  expect(html).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/);
});

test("the slot of a decision's signature is open, and says what it is for", async () => {
  const { document } = await record(made);
  const html = await textOf(renderHtml(document));
  const section = html.slice(html.indexOf("Dispositions of what the batch made"));
  expect(section).toContain("open: certified");
  expect(section).toContain("not yet an electronic signature");
  expect(section).toContain("Qualified Person QP-0471, JAZMP");
});

test("section 21 has what was found in samples of the lot, and what was in error", async () => {
  const { document } = await record([...made, ...tablets.invalid, tablets.assayed(2, "99.8")]);
  const html = await textOf(renderHtml(document));
  const section = html.slice(html.indexOf("Found in samples of what was made"));
  expect(section).toMatch(/Assay: 80\s?%, out of specification; an error of the laboratory/);
  expect(section).toMatch(/Assay, repeat 1: 99.8\s?%, conforms(?!; an error)/);
});

test("the JSON form carries the record whole", async () => {
  const { document, parts } = await record(made);
  const json: unknown = JSON.parse(await textOf(renderJson(document)));
  expect(json).toMatchObject({
    kind: "batch-record",
    data: { schema: "batchproof-batch-record/v1", asOf: made.length, counts: parts.record.counts },
  });
});

test("the root is that of the events of the record, and a flipped byte changes it", async () => {
  const { events, parts } = await record(made);
  const { integrity } = parts;
  const trail = await Array.fromAsync(parts.trail.entries());
  const rootOf = (entries: readonly { position: number }[], flip = -1) => {
    const tree = new MerkleTree();
    for (const { position } of entries) {
      const bytes = bytesOf(events[position] as StoredEvent);
      if (position === flip) bytes.data.writeUInt8(bytes.data.readUInt8(3) ^ 1, 3);
      tree.append(entryHash(bytes));
    }
    return tree.root().toString("hex");
  };
  expect(integrity).toMatchObject({ events: trail.length, root: rootOf(trail), asOf: made.length });
  expect(rootOf(trail, 6)).not.toBe(integrity.root);
  expect(integrity.streams).toContainEqual({ stream: "batch-171", from: 0, to: 16, events: 17 });
  expect(integrity.readModels.map(({ name }) => name)).toContain("batch_record");
});

test("an event that the store does not have stops the record", async () => {
  await record(made);
  const nothing: EventBytes = { readBytes: async () => undefined };
  const sources = { kysely: database.kysely, eventBytes: nothing, at };
  await expect(gatherBatchRecord(sources, "171")).rejects.toMatchObject({
    code: "EVENT_BYTES_MISSING",
  });
});

test("an imported batch prints what it is not, and what its source has not", async () => {
  const history = [
    tablets.issued("import", importer),
    ...tablets.imported([tablets.received, tablets.consumed(), tablets.produced, tablets.yielded]),
  ];
  const { document } = await record(history);
  expect(document.title).toBe("Imported batch data summary");
  const banner = "Imported batch data summary - not a batch production record";
  expect(document.banner?.text).toContain(banner);
  const html = await textOf(renderHtml(document));
  expect(html).toContain("The source does not have: ");
  expect(html).toContain("What it was made from");
});

test("as it was known before: the correction is not in it", async () => {
  const { document } = await record(made, 7);
  const html = await textOf(renderHtml(document));
  expect(html).toContain("421.060 kg");
  expect(html).not.toContain("412.060 kg");
});
