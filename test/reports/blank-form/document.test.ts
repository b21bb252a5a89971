// A blank form says everything that is to be done and written down, and which paper it is.
import { expect, test } from "vitest";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { auditTrail } from "../../../src/projections/audit-trail/audit-trail.ts";
import { batchRecord } from "../../../src/projections/batch-record/batch-record.ts";
import { blankForm } from "../../../src/projections/batch-record/query/blank-form.ts";
import { blankFormDocument } from "../../../src/reports/blank-form/document.ts";
import type { Document } from "../../../src/reports/model/document.ts";
import { renderHtml } from "../../../src/reports/render/html/html.ts";
import { withDatabase } from "../../database-hook.ts";
import { recipe } from "../../domain/batch/control-recipe/examples.ts";
import { executed } from "../../projections/batch-record/executed.ts";
import { type Happened, project, stored } from "../../projections/history.ts";
import { textOf } from "../text-of.ts";

let database: Database;
withDatabase((opened) => {
  database = opened;
});

const printed = { at: "2026-11-21T08:00:00.000Z", zone: "Europe/Ljubljana", by: "Batchproof" };
const issue = { organisation: "Example Ltd", printed, copy: "Uncontrolled copy" };
const until = (type: string): readonly Happened[] =>
  executed.slice(0, executed.findIndex((one) => one.type === type) + 1);

async function formOf(history: readonly Happened[], number?: string) {
  const events = stored(eventTypes, history);
  for (const model of [auditTrail, batchRecord]) {
    await project(database, model, eventTypes, events);
  }
  return blankForm(database.kysely, "171", number);
}

async function documentOf(history: readonly Happened[]): Promise<Document> {
  const content = await formOf(history);
  if (!content) throw new Error("No form is out.");
  return blankFormDocument(content, issue, "original");
}

test("it names each step, charge, parameter, check and output, and who signs", async () => {
  const html = await textOf(renderHtml(await documentOf(until("BlankFormIssued"))));
  const { unitProcedures } = recipe.procedure;
  const phases = unitProcedures.flatMap(({ operations }) =>
    operations.flatMap((one) => one.phases),
  );
  const named = phases.flatMap(({ instruction, parameters = [], checks = [], clearance }) => [
    instruction,
    ...[...parameters, ...checks].map(({ name }) => name),
    ...(clearance ? [`${clearance.area}, before`, `${clearance.area}, after`] : []),
  ]);
  for (const text of [...named, "Maize starch", "Granules", "No lump.", "checker"]) {
    expect(html).toContain(text);
  }
  expect(html).toContain("adjusted for this batch; master 10");
  expect(html).toContain("8/min to 12/min");
});

test("it is a numbered copy, and says whose batch it is", async () => {
  const { identity, title } = await documentOf(until("BlankFormIssued"));
  expect(title).toBe("Blank form of a control recipe");
  expect(identity).toMatchObject({
    recordId: "form 171-F1",
    copy: "Copy 1, issued and accounted for",
    status: { text: "Form 171-F1" },
  });
});

test("of a plain recipe it has each step with its instruction, and each material", async () => {
  const [first] = executed.filter(({ type }) => type === "BatchIssued");
  const plain = {
    recipeId: "r-1",
    recipeVersion: "4",
    name: "Granules",
    digest: "d".repeat(64),
    phases: [{ phaseId: "mix", path: { phase: "Mix" }, instruction: "Mix at 12 rpm.", after: [] }],
    formula: [{ material: { materialDefinitionId: "starch", name: "Maize starch" } }],
  };
  const html = await textOf(
    renderHtml(
      await documentOf([
        { ...first!, data: { ...Object(first?.data), recipe: plain } },
        {
          stream: "batch-171",
          type: "BlankFormIssued",
          data: { form: "171-F1", copy: 1, digest: plain.digest },
        },
      ]),
    ),
  );
  for (const text of ["Mix at 12 rpm.", "Maize starch", "lot and container", "version 4"]) {
    expect(html).toContain(text);
  }
});

test("what is back, void or was never issued is not printed", async () => {
  expect(await formOf(until("MasterRecipeCopied"))).toBeUndefined();
  expect(await formOf(until("BlankFormReturned"))).toBeUndefined();
  expect(await formOf(executed)).toBeUndefined();
  expect(await formOf(until("BlankFormIssued"), "171-F9")).toBeUndefined();
  expect(await formOf(until("BlankFormIssued"), "171-F1")).toMatchObject({ batchNumber: "171" });
});
