// A blank form of a control recipe, for when the system is down: everything that is to be done, and
// room for what was done, by whom, and who verified it (21 CFR 211.100(b), 211.186; Annex 11, 16).
import type { BlankFormContent } from "../../projections/batch-record/query/blank-form.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { byCell, utcText } from "../batch-record/cells.ts";
import { authenticityBanners, authenticityOf, type Issue, issuedBy } from "../issue.ts";
import type { Document, Section } from "../model/document.ts";
import type { Table } from "../model/table.ts";
import { sealSection } from "../seal-section.ts";
import { limitLines } from "./limit.ts";
import { blankRows, toWrite, writable } from "./line.ts";
import { stepSection } from "./step.ts";

/** The form itself, of which there is one; or what is shown of it to whoever asks. */
export type FormAs = "original" | "forReading";

/** Of the form that is out: each copy is numbered, so the original is no uncontrolled one. */
export function blankFormDocument(
  content: BlankFormContent,
  issue: Issue,
  as: FormAs = "forReading",
): Document {
  const { recipe, form, batchNumber, asOf, site } = content;
  const banner = authenticityBanners[authenticityOf(content.authentication)];
  const steps = operationSections(content);
  const next = steps.length + 2;
  return {
    kind: "blank-form",
    title: "Blank form of a control recipe",
    subtitle: recipe.product.name,
    language: "en",
    identity: {
      ...issuedBy({ ...issue, copy: copyText[as](form.copy) }),
      subject: [
        { label: "Product", value: recipe.product.name },
        { label: "Batch", value: batchNumber },
        { label: "Site", value: site },
      ],
      recordId: `form ${form.form}`,
      recordVersion: String(asOf),
      status: { text: `Form ${form.form}`, tone: "attention" },
    },
    ...(banner && { banner }),
    sections: [
      aboutSection(content, as),
      ...steps,
      limitSection(content, String(next)),
      furtherSection(String(next + 1)),
      sealSection(String(next + 2)),
    ],
  };
}

const copyText: { readonly [As in FormAs]: (copy: number) => string } = {
  original: (copy) => `Copy ${copy}, issued and accounted for`,
  forReading: (copy) => `For reading only; copy ${copy} itself was handed out once`,
};

const aboutSection = (content: BlankFormContent, as: FormAs): Section => {
  const { recipe, form, plannedQuantity, version, digest, batchNumber, site } = content;
  return {
    id: "form",
    number: "1",
    title: "This form",
    note: "21 CFR 211.100(b); Annex 11, 16",
    blocks: [
      { kind: "paragraph", text: as === "original" ? rules : notWritten, tone: "attention" },
      {
        kind: "facts",
        facts: [
          { label: "Form", value: form.form },
          { label: "Copy", value: String(form.copy) },
          { label: "Issued by", value: byCell(form.issued) },
          { label: "Issued, UTC", value: utcText(form.issued.recordedAt) },
          { label: "Product", value: recipe.product.name },
          { label: "Batch", value: batchNumber },
          {
            label: "Batch size",
            value: plannedQuantity ? quantityText(plannedQuantity) : "not planned",
          },
          { label: "Site", value: site },
          { label: "Master recipe", value: `${recipe.number}, ${recipe.name}, version ${version}` },
          { label: "SHA-256 of the recipe", value: digest },
        ],
      },
      ...(recipe.precautions ?? []).map(
        (text) => ({ kind: "paragraph", text, tone: "attention" }) as const,
      ),
      writersTable(),
    ],
  };
};

const rules =
  "Write in ink, at the time at which it is so. Strike out with one line, so that it can be " +
  "read; write the right value beside it, with date, initials and reason. Leave nothing blank. " +
  "Each page goes back to whoever issued the form. What it says is entered with the number of " +
  "the form and the page, and another person compares that with the paper.";

const notWritten =
  "This is shown for reading. Nothing is written on it, and nothing is entered from it: the form " +
  "itself was handed out once, when it was issued. For a lost one another copy is issued.";

const writersTable = (): Table =>
  writable(
    "writers",
    "Everyone who writes on this form",
    [
      ["name", "Printed name", 4],
      ["role", "Role", 3],
      ["signature", "Signature", 4],
      ["initials", "Initials", 2],
      ["date", "Date", 2],
    ],
    blankRows(6, 5),
  );

function operationSections(content: BlankFormContent): readonly Section[] {
  const groups = Map.groupBy(content.steps, ({ within }) => within.join("."));
  return [...groups.values()].map((steps, n) => {
    const number = n + 2;
    const { unitProcedure = "", operation = "" } = steps[0]?.path ?? {};
    return {
      id: `operation-${number}`,
      number: String(number),
      title: operation,
      note: unitProcedure,
      blocks: [],
      sections: steps.map((step, of) => stepSection(content, step, `${number}.${of + 1}`)),
    };
  });
}

const limitSection = ({ recipe }: BlankFormContent, number: string): Section => ({
  id: "limits",
  number,
  title: "Limits of time and yields",
  note: "21 CFR 211.103, 211.111",
  blocks: [toWrite("limits", limitLines(recipe), { policy: "performedAndVerified" })],
});

const furtherSection = (number: string): Section => ({
  id: "further",
  number,
  title: "Further entries, deviations and remarks",
  blocks: [
    writable(
      "further-entries",
      "Further readings and repeats: name the step and the parameter or check",
      [
        ["step", "Step", 3],
        ["what", "What", 4],
        ["found", "Found", 4],
        ["when", "Date and time", 3],
        ["by", "By", 2],
        ["verified", "Verified by", 2],
      ],
      blankRows(12, 6),
    ),
    writable(
      "remarks",
      "Deviations, unusual events, remarks",
      [
        ["what", "What happened, and what was done", 10],
        ["when", "Date and time", 3],
        ["by", "By", 2],
      ],
      blankRows(8, 3),
    ),
  ],
});
