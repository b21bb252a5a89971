// A letter to a consignee: as a document, with a form to answer on, and as text.
import { quantityText } from "../../projections/wording/quantity.ts";
import { type Authenticity, authenticityBanners, type Issue, issuedBy } from "../issue.ts";
import type { Block } from "../model/block.ts";
import type { Document, Section } from "../model/document.ts";
import type { Table } from "../model/table.ts";
import { sealSection } from "../seal-section.ts";

/** As the recall has it. */
export interface Letter {
  readonly recallNumber: string;
  readonly consigneeNumber: string;
  /** Of the template; 0: as shipped. */
  readonly version: number;
  readonly isMock: boolean;
  readonly isReminder: boolean;
  readonly name: string;
  readonly address?: string;
  readonly title: string;
  /** Paragraphs; the goods are listed in between. */
  readonly before: readonly string[];
  readonly goods: readonly Line[];
  readonly after: readonly string[];
  /** A day, as ISO 8601. */
  readonly replyBy: string;
}

interface Line {
  readonly lot: string;
  readonly material: string;
  readonly quantity?: Amount;
  /** Number of the delivery note. */
  readonly under?: string;
  /** Whoever had it before, and did not say whether it is among what was passed on. */
  readonly hadBy?: string;
}
type Amount = Parameters<typeof quantityText>[0];

const exercise = "EXERCISE: nothing is to be done but to answer";

export function letterDocument(of: Letter, authenticity: Authenticity, issue: Issue): Document {
  const { recallNumber, consigneeNumber, version, title, isMock, isReminder } = of;
  const unauthentic = authenticityBanners[authenticity];
  const banner = isMock ? ({ text: exercise, tone: "attention" } as const) : unauthentic;
  return {
    kind: "recall-letter",
    title,
    subtitle: isReminder ? `Reminder to ${of.name}` : of.name,
    language: "en",
    identity: {
      ...issuedBy({ ...issue, copy: "Letter as issued" }),
      subject: [
        { label: "Recall", value: recallNumber },
        { label: "Consignee", value: consigneeNumber },
      ],
      recordId: `recall ${recallNumber} ${consigneeNumber}`,
      recordVersion: `letter ${version}`,
      status: { text: `Answer by ${of.replyBy}`, tone: "bad" },
    },
    ...(banner && { banner }),
    sections: [letter(of), answer(of), sealSection("3")],
  };
}

const letter = (of: Letter): Section => ({
  id: "letter",
  number: "1",
  title: "Letter",
  blocks: [
    {
      kind: "facts",
      facts: [
        { label: "To", value: of.name },
        ...(of.address === undefined ? [] : [{ label: "Address", value: of.address }]),
        { label: "Recall, consignee", value: `${of.recallNumber}, ${of.consigneeNumber}` },
        { label: "Answer by", value: of.replyBy },
      ],
    },
    ...of.before.map(paragraph),
    goodsTable(of),
    ...of.after.map(paragraph),
  ],
});

const paragraph = (text: string): Block => ({ kind: "paragraph", text });

const goodsTable = ({ goods }: Letter): Table => ({
  kind: "table",
  id: "goods",
  columns: [
    { key: "material", title: "Product", weight: 3 },
    { key: "lot", title: "Lot", weight: 3 },
    { key: "quantity", title: "Shipped to you", weight: 2, align: "end" },
    { key: "under", title: "Under", weight: 2 },
  ],
  rows: () => goods.map((one) => [one.material, one.lot, amountOf(one), underOf(one) ?? ""]),
  empty: "Goods of it from a customer of ours.",
});

const amountOf = ({ quantity }: Pick<Line, "quantity">): string =>
  quantity ? quantityText(quantity) : "amount not known";

const underOf = ({ under, hadBy }: Pick<Line, "under" | "hadBy">): string | undefined =>
  hadBy === undefined ? under : `received by ${hadBy}; what of it was passed on is not known`;

const asked = ["Still there", "Used up", "Destroyed", "Passed on"];

const answer = ({ goods, recallNumber, consigneeNumber }: Letter): Section => ({
  id: "answer",
  number: "2",
  title: "Your answer",
  note: `To ${recallNumber}, ${consigneeNumber}. How much of each lot, with the unit.`,
  blocks: [
    {
      kind: "table",
      id: "answer-goods",
      columns: [
        { key: "lot", title: "Lot", weight: 3 },
        ...asked.map((title, n) => ({ key: `answer-${n}`, title, weight: 2, blank: "" })),
      ],
      rows: () => [...new Set(goods.map(({ lot }) => lot))].map((lot) => [lot, "", "", "", ""]),
      empty: "Name the lots that you have or had.",
    },
    {
      kind: "table",
      id: "answer-by",
      columns: [
        { key: "passedOnTo", title: "Passed on to (name, address)", weight: 1, blank: "" },
        { key: "answeredBy", title: "Answered by (name, date, signature)", weight: 1, blank: "" },
      ],
      rows: () => [["", ""]],
    },
  ],
});

/** For the terminal, and for what is read aloud. */
export function letterText(of: Letter): string {
  const { name, address, title, isMock, isReminder, before, goods, after } = of;
  const listed = goods.map(({ material, lot, ...one }) => {
    const by = underOf(one);
    const how = by === undefined ? "" : one.hadBy === undefined ? `, under ${by}` : `, ${by}`;
    return `  ${amountOf(one)} of ${material}, ${lot}${how}`;
  });
  return [
    ...(isMock ? [`${exercise}.`, ""] : []),
    name,
    ...(address === undefined ? [] : [address]),
    "",
    `${title}${isReminder ? " (reminder)" : ""}`,
    ...[...before, listed.join("\n"), ...after].flatMap((text) => (text ? ["", text] : [])),
  ].join("\n");
}
