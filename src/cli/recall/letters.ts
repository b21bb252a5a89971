// `batchproof recall letters|consignees|template|issue-template`: letters as PDF, the list of
// consignees, and what letters say.
import { reachable } from "../../access/contact/party-contact.ts";
import { inOrder } from "../../domain/recall/consignee/consignee.ts";
import { draftRecallLetter, issueRecallLetter } from "../../domain/recall/letter/commands.ts";
import {
  draftOf,
  type LetterDraft,
  letterInUse,
  recallLetter,
} from "../../domain/recall/letter/recall-letter.ts";
import { letterFields, neededFields } from "../../domain/recall/letter/template.ts";
import { recallTypes } from "../../domain/recall/opening/events.ts";
import { namedConsignees } from "../../processes/recall/consignees.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { consigneesExport, type NamedConsigneeLine } from "../../reports/recall/consignees.ts";
import { renderCsv } from "../../reports/render/csv/csv.ts";
import { acting, callOf } from "../administration/acting.ts";
import { showing, table } from "../administration/showing.ts";
import { type Leaf, reading } from "../entry.ts";
import { openRecords } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { positiveNumber } from "../terminal/argument.ts";
import { CliFault } from "../terminal/fault.ts";
import { contentOf } from "../terminal/file.ts";
import { lookOf } from "../terminal/table.ts";
import { deliver } from "../terminal/terminal.ts";
import { lackingText, suspectsLack } from "./lacking.ts";
import { consigneeIn, letterNow } from "./letter.ts";
import { type InFolder, letterInFolder, refuseOthers } from "./letter-in-folder.ts";
import { oneRecall } from "./named.ts";

const letters: Leaf = {
  usage: "letters <recall>",
  summary: "The letter to every consignee as PDF, each kept under its digest",
  access: reading("getRecallLetter", "readRecords", "exportRecords"),
  load: async () => (line, run) => {
    line
      .requiredOption("--to <folder>", "where they are written, as C1.pdf, C2.pdf")
      .option("--only <consignee...>", "of these alone")
      .option("--json", "one line for machines")
      .addHelpText("after", "\n  batchproof recall letters R-1 --to letters-of-R-1")
      .action((named: string, { to, only }: { readonly to: string; readonly only?: string[] }) =>
        withInstance(run, async (instance, caller) => {
          const { id, state } = await oneRecall(instance, named);
          const wanted = only?.map((n) => consigneeIn(state, n)) ?? inOrder(state.consignees);
          const about = { kind: "recall", id } as const;
          await openRecords(run, instance, caller, { about, taken: true });
          const written: InFolder[] = [];
          for (const consignee of wanted) {
            const letter = await letterNow(instance, state, consignee);
            written.push(await letterInFolder(instance, letter, to));
          }
          const rows = written.map((one) => [one.consigneeNumber, one.file, one.sha256]);
          const look = lookOf(run.terminal.output);
          const text = () => table(["", "File", "SHA-256"], rows, "Nobody to write to.", look);
          const unknown = await suspectsLack(instance, state);
          const json = { letters: written, unknown };
          const words = () => [text(), lackingText(unknown, look)].filter(Boolean).join("\n");
          await run.terminal.write(run.json ? `${JSON.stringify(json)}\n` : words());
          refuseOthers(written);
        }),
      );
  },
};

interface Listing {
  readonly csv?: true;
  readonly out?: string;
  readonly purpose?: string;
}

const consignees: Leaf = {
  usage: "consignees <recall>",
  summary: "What each consignee got, answers and how it was checked",
  access: reading("getRecallConsignees", "readRecords", "exportRecords"),
  load: async () => (line, run) => {
    line
      .option("--csv", "as a table for a spreadsheet")
      .option("--out <file>", "write to a file")
      .option("--purpose <text>", "why whom to reach there is shown too; it is kept")
      .option("--json", "one line for machines")
      .addHelpText("after", "\n  batchproof recall consignees R-1 --csv --out consignees.csv")
      .action((named: string, { csv, out, purpose }: Listing) =>
        withInstance(run, async (instance, caller) => {
          const { id, state } = await oneRecall(instance, named);
          const about = { kind: "recall", id } as const;
          const why = purpose !== undefined && {
            purpose,
            rights: ["readRecords", "readContacts"] as const,
          };
          const taken = csv === true || out !== undefined;
          await openRecords(run, instance, caller, { about, taken, ...why });
          const { handler, access } = instance;
          const contacts = reachable(access.parts);
          const lines = await namedConsignees(handler, state, why ? contacts : undefined);
          const unknown = await suspectsLack(instance, state);
          const json = { number: state.opened.number, unknown, consignees: lines };
          if (csv) return deliver(run.terminal, renderCsv(consigneesExport(json)), out);
          const look = lookOf(run.terminal.output);
          const people = () => table(titles, lines.map(rowOf), "Nobody got any of it.", look);
          const text = () => [people(), lackingText(unknown, look)].filter(Boolean).join("\n");
          await deliver(run.terminal, [run.json ? `${JSON.stringify(json)}\n` : text()], out);
        }),
      );
  },
};

const titles = ["", "Consignee", "State", "Lot", "Shipped", "Check"];
const rowOf = ({ effective, shipped, lot = "", ...one }: NamedConsigneeLine): string[] => [
  ...[one.consigneeNumber, one.name, one.state, lot],
  shipped ? quantityText(shipped) : "not known",
  effective === undefined ? "" : effective ? "effective" : "not effective",
];

const template = showing({
  usage: "template <type>",
  summary: "What letters say: of a recall, a withdrawal or a correction",
  access: reading("getRecallLetterTemplate", "readRecords"),
  example: "batchproof recall template recall",
  async show({ handler }, [type = ""]) {
    const id = typeIn(type);
    const { state } = await handler.load(recallLetter, id);
    const { version, title, paragraphs, replyWithin_days: days } = letterInUse(state);
    const by = version === 0 ? "As shipped" : `Version ${version}`;
    const head = `${by}, to be answered within ${days} days`;
    return {
      about: { kind: "recallLetter", id },
      json: {
        ...{ type: id, version, title, paragraphs, replyWithin_days: days },
        ...(state.draft && { draft: draftOf(state.draft) }),
      },
      text: () => `${[head, title, ...paragraphs, ...waiting(state.draft)].join("\n\n")}\n`,
    };
  },
});

const waiting = (draft: LetterDraft | undefined): readonly string[] => {
  if (!draft) return [];
  const head = `Version ${draft.version}, to be answered within ${draft.replyWithin_days} days,`;
  return [`${head} waits to be issued by another person:`, draft.title, ...draft.paragraphs];
};

const draftTemplate = acting<{ readonly within: number }>({
  usage: "draft-template <type> <file>",
  summary: "Write another version of what letters say, for another person to issue",
  example: 'batchproof recall draft-template recall a.txt --within 10 --reason "OWN:Annual"',
  command: draftRecallLetter,
  options: (line) =>
    line
      .requiredOption("--within <days>", "by when to answer", positiveNumber)
      .addHelpText("after", fieldsHelp),
  async act(instance, by, [type = "", file = ""], { within }) {
    const id = typeIn(type);
    const text = (await contentOf(file)).toString("utf8");
    const [title = "", ...paragraphs] = text
      .split(/\r?\n\s*\r?\n/)
      .map(oneLine)
      .filter(Boolean);
    const data = { title, paragraphs, replyWithin_days: within };
    const call = { ...callOf(by, id), data };
    const answer = await instance.handler.execute(draftRecallLetter, call, by.session);
    return {
      answer,
      id,
      said: `Another person issues it: batchproof recall issue-template ${id}.`,
    };
  },
});

const issueTemplate = acting<{ readonly of: number }>({
  usage: "issue-template <type>",
  summary: "Issue the version that another person wrote; letters after it say so",
  example: 'batchproof recall issue-template recall --of 2 --reason "OWN:Annual"',
  command: issueRecallLetter,
  options: (line) => line.requiredOption("--of <version>", "as it was read", positiveNumber),
  async act(instance, by, [type = ""], { of: version }) {
    const id = typeIn(type);
    const call = { ...callOf(by, id), data: { version } };
    const answer = await instance.handler.execute(issueRecallLetter, call, by.session);
    return { answer, id, said: `Letters of a ${id} say so from now on.` };
  },
});

const oneLine = (paragraph: string): string => paragraph.trim().replace(/\s*\r?\n\s*/g, " ");

const needed = neededFields.map((name) => `{${name}}`).join(", ");
const fieldsHelp = `
The file: the title, then paragraphs, with an empty line between. What stands in braces is filled
in; a paragraph with a field that is not known yet is left out. A letter names
${needed}.

${Object.entries(letterFields)
  .map(([name, what]) => `  ${`{${name}}`.padEnd(13)}${what}`)
  .join("\n")}`;

/** Throws RECALL_TYPE_UNKNOWN. */
function typeIn(text: string): (typeof recallTypes)[number] {
  const found = recallTypes.find((type) => type === text);
  if (found) return found;
  throw new CliFault("RECALL_TYPE_UNKNOWN", `Say ${recallTypes.join(", ")}; not ${text}.`);
}

export const letterCommands: readonly Leaf[] = [
  letters,
  consignees,
  template,
  draftTemplate,
  issueTemplate,
];
