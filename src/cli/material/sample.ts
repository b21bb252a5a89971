// `batchproof sample list|show`: whose hands a sample went through, and what was found in it.
import { type Command, Option } from "commander";
import { findingText } from "../../domain/kernel/shape/test.ts";
import {
  type CustodyStep,
  sampleAt,
  type WholeSample,
} from "../../projections/laboratory/sample.ts";
import {
  type SampleStateName,
  sampleList,
  sampleStates,
  samplesNamed,
} from "../../projections/laboratory/samples.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { facts, showing, table } from "../administration/showing.ts";
import { type Leaf, reading } from "../entry.ts";
import { wholeNumber } from "../terminal/argument.ts";
import type { Look } from "../terminal/table.ts";
import { NamingFault, unknown } from "../text/not-one.ts";
import { oneLot } from "./named.ts";

interface Asked {
  readonly asOf?: number;
}
interface Filter extends Asked {
  readonly lot?: string;
  readonly material?: string;
  readonly state?: SampleStateName;
}

const asking = (line: Command) =>
  line.option("--as-of <size>", "as it was known from so many events", wholeNumber);

const list = showing<Filter>({
  usage: "list",
  summary: "Samples, their state, and how many results are out of specification",
  access: reading("listSamples", "readRecords"),
  example: "batchproof sample list --lot internalLot:R26-S001",
  options: (line) =>
    asking(line)
      .option("--lot <lot>", "only of this lot, by an identifier or its id")
      .option("--material <id>", "only of this material definition")
      .addOption(new Option("--state <state>", "only these").choices(sampleStates)),
  async show({ database }, _, { lot, ...rest }) {
    const { kysely } = database;
    const named = lot === undefined ? {} : { lot: await oneLot(kysely, lot) };
    const { asOf, answer: samples } = await sampleList(kysely, { ...rest, ...named });
    const rows = samples.map((one) => [
      one.sampleNumber,
      one.lot,
      one.material,
      one.state,
      one.quantity ? quantityText(one.quantity) : "not known",
      `${one.results} of ${one.tests}`,
      `${one.outOfSpecification}, ${one.notAssessed} not assessed`,
    ]);
    const titles = [
      "Sample",
      "Lot",
      "Material",
      "State",
      "Quantity",
      "Results",
      "Out of specification",
    ];
    return { json: { asOf, samples }, text: (look) => table(titles, rows, "None.", look) };
  },
});

const show = showing<Asked>({
  usage: "show <sample>",
  summary: "One sample: containers, chain of custody, results with repeats, what is retained",
  access: reading("getSample", "readRecords"),
  example: "batchproof sample show QC-1",
  options: asking,
  async show({ database }, [named = ""], asked) {
    const { kysely } = database;
    const ids = await samplesNamed(kysely, named);
    const [id, other] = ids;
    if (other !== undefined) {
      const message = `${named} is the number of several samples: ${ids.join(", ")}.`;
      const names = ids.map((one) => ({ kind: "sample", id: one }) as const);
      throw new NamingFault("IDENTIFIER_AMBIGUOUS", message, names, { ids });
    }
    const { asOf, answer } = await sampleAt(kysely, id ?? named, asked.asOf);
    if (!answer) throw unknown("SAMPLE_UNKNOWN", `No sample is known as ${named}.`, "sample");
    const about = { kind: "sample", id: answer.sampleId } as const;
    return { about, json: { asOf, ...answer }, text: (look) => textOf(answer, look) };
  },
});

function textOf(sample: WholeSample, look: Look): string {
  const { results, custody, outOfSpecification, unknown } = sample;
  const head = facts(
    [
      [sample.sampleNumber, `${sample.material}, lot ${sample.lot}, ${sample.state}`],
      ["Quantity", sample.quantity ? quantityText(sample.quantity) : "not known"],
      ["Containers", sample.containerIds.join(", ") || "not known"],
      ["Specification", sample.specificationVersion?.toString() ?? "not known"],
      ...unknown.map(({ code, detail }) => [code, detail] as const),
    ],
    look,
  );
  const hands = custody.map((step) => [step.what, step.by, step.at, custodyText(step)]);
  const quantity = (of: Parameters<typeof quantityText>[0] | undefined) =>
    of ? quantityText(of) : "not known";
  const found = results.map(({ name, attempt, first, stands, corrections, isInvalid, by }) => [
    name,
    String(attempt),
    findingText(stands.finding, { quantity }),
    isInvalid ? "invalid" : stands.conforms ? "conforms" : "out of specification",
    corrections.length === 0 ? "" : `first ${findingText(first.finding, { quantity })}`,
    by,
  ]);
  const amiss = outOfSpecification.map(({ oosId, testId, attempt, assessed }) => [
    oosId,
    `${testId}, ${attempt}`,
    assessed ? `${assessed.conclusion}: ${assessed.rationale}` : "not assessed",
  ]);
  return [
    head,
    table(["Custody", "By", "At", ""], hands, "", look),
    table(["Test", "Attempt", "Result", "", "Corrected", "By"], found, "No results.", look),
    table(["Out of specification", "Result", "Assessed"], amiss, "Nothing.", look),
  ].join("\n");
}

function custodyText(step: CustodyStep): string {
  switch (step.what) {
    case "taken":
      return "";
    case "sent":
      return `to ${step.to} by ${step.handedTo}${seal(step.sealNumber)}`;
    case "received":
      return `from ${step.handedOverBy}${seal(step.sealNumber)} ${step.flags.join(", ")}`.trim();
    case "retained":
      return `in ${step.locationId} until ${step.keepUntil}`;
    case "destroyed":
      return step.method;
    default:
      return step satisfies never;
  }
}

const seal = (number: string | undefined): string => (number ? `, seal ${number}` : "");

export const sampleCommands: readonly Leaf[] = [list, show];
