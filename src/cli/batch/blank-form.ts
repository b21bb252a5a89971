// `batchproof batch blank-form|print-form|return-form|void-form|check-copied`: papers of a batch.
import { rendered } from "../../api/document.ts";
import { batch } from "../../domain/batch/batch.ts";
import {
  checkTranscription,
  returnBlankForm,
  voidBlankForm,
} from "../../domain/batch/blank-form/commands.ts";
import { issueBlankForm } from "../../domain/batch/blank-form/issue.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import type { FormAs } from "../../reports/blank-form/document.ts";
import { accepted, acting, callOf, giving } from "../administration/acting.ts";
import { type Leaf, reading } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { createPaper } from "../instance/paper.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import { openRecords } from "../log-in/opening.ts";
import { withInstance } from "../run.ts";
import { positiveNumber } from "../terminal/argument.ts";
import { CliFault } from "../terminal/fault.ts";
import { writeWhole } from "../terminal/terminal.ts";
import { batchNamed } from "./named.ts";

interface Printing {
  readonly to: string;
}
interface Ending {
  readonly form: string;
}
const ofForm = "--form <number>";

const issue = acting<Printing>({
  usage: "blank-form <batch>",
  summary: "Issue a numbered blank form of the control recipe: its original, a sealed PDF",
  example: "batchproof batch blank-form 171 --to form.pdf",
  command: issueBlankForm,
  options: (line) => line.requiredOption("--to <file>", "where the PDF goes"),
  async act(instance, by, [named = ""], { to }) {
    const { id } = await batchNamed(instance, named);
    const { state } = await instance.handler.load(batch, id);
    const copy = isKnown(state) ? state.blankForms.forms.size + 1 : 1;
    const call = { ...callOf(by, id), data: { copy } };
    const answer = await instance.handler.execute(issueBlankForm, call, by.session);
    const { events } = accepted(answer);
    await waitUntilVisible(instance, events.at(-1)?.id);
    const printed = await print(instance, id, { to, as: "original" });
    return { answer, id, said: `${printed.form}: ${to}, SHA-256 ${printed.sha256}`, more: printed };
  },
});

const again: Leaf = {
  usage: "print-form <batch>",
  summary: "Print a form that is out for reading: nothing is written on it",
  access: reading("getBlankForm", "readRecords", "exportRecords"),
  load: async () => (line, run) => {
    line
      .requiredOption(ofForm, "which")
      .requiredOption("--to <file>", "where the PDF goes")
      .option("--json", "one line for machines")
      .addHelpText("after", "\n  batchproof batch print-form 171 --form 171-F1 --to form.pdf")
      .action((named: string, { form, to }: Printing & Ending) =>
        withInstance(run, async (instance, caller) => {
          const { id } = await batchNamed(instance, named);
          await openRecords(run, instance, caller, { about: { kind: "batch", id }, taken: true });
          const printed = await print(instance, id, { to, form, as: "forReading" });
          const said = `${form}: ${to}, SHA-256 ${printed.sha256}`;
          await run.terminal.write(`${run.json ? JSON.stringify(printed) : said}\n`);
        }),
      );
  },
};

/** Throws FORM_UNKNOWN, OUTPUT_UNWRITABLE. */
async function print(
  instance: Instance,
  id: string,
  { to, form, as }: Printing & Partial<Ending> & { readonly as: FormAs },
) {
  const paper = createPaper(instance);
  const document = await paper.blankForm(id, form, as);
  if (!document) throw new CliFault("FORM_UNKNOWN", "No such form is out: see the batch record.");
  const { pieces, sha256 } = await rendered(paper, document, "pdf");
  await writeWhole(pieces, to);
  return { form: form ?? document.identity.recordId.replace(/^form /, ""), sha256, file: to };
}

const back = giving({
  usage: "return-form <batch>",
  summary: "Take a form back: all of its pages, counted",
  example: "batchproof batch return-form 171 --form 171-F1 --pages 12",
  command: returnBlankForm,
  options: (line) =>
    line
      .requiredOption(ofForm, "which")
      .requiredOption("--pages <count>", "that came back", positiveNumber),
  find: batchNamed,
  data: ({ form, pages }: Ending & { readonly pages: number }) => ({ form, pages }),
  said: (name) => `${name}: the form is back.`,
});

const over = giving({
  usage: "void-form <batch>",
  summary: "Void a form that was not used, or is lost",
  example: 'batchproof batch void-form 171 --form 171-F1 --reason "unused:Never needed"',
  command: voidBlankForm,
  options: (line) => line.requiredOption(ofForm, "which"),
  find: batchNamed,
  data: ({ form }: Ending) => ({ form }),
  said: (name) => `${name}: the form is void.`,
});

interface Comparing {
  readonly entry: string;
  readonly result: "same" | "differs";
  readonly findings?: string;
  readonly deviation?: string;
}

const compare = giving({
  usage: "check-copied <batch>",
  summary: "Say whether an entry that was copied is as on the paper, as another person",
  example: "batchproof batch check-copied 171 --entry 0190... --result same",
  command: checkTranscription,
  options: (line) =>
    line
      .requiredOption("--entry <event>", "the entry")
      .requiredOption("--result <result>", "same or differs")
      .option("--findings <text>", "what differs")
      .option("--deviation <id>", "about what differs, and stays as it was entered"),
  find: batchNamed,
  data: ({ entry: entryEventId, result, findings, deviation }: Comparing) => ({
    entryEventId,
    result,
    ...(findings !== undefined && { findings }),
    ...(deviation !== undefined && { deviationId: deviation }),
  }),
  said: (name) => `${name}: compared.`,
});

export const blankFormCommands: readonly Leaf[] = [issue, again, back, over, compare];
