// `batchproof specification list|show`: what a material must be, version by version.
import { type Command, Option } from "commander";
import type { DatingRule } from "../../domain/kernel/shape/dating.ts";
import type { Limits } from "../../domain/kernel/shape/limits.ts";
import type { PlannedTest, SamplingPlan } from "../../domain/specification/events.ts";
import { dateAt } from "../../eventstore/handler/date-at.ts";
import {
  type Specification,
  type SpecificationStateName,
  type SpecificationVersion,
  specificationAt,
  specificationList,
  specificationStates,
  specificationsNamed,
} from "../../projections/laboratory/specifications.ts";
import { limitsText } from "../../projections/wording/limits.ts";
import { facts, showing, table } from "../administration/showing.ts";
import { type Leaf, reading } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { wholeNumber } from "../terminal/argument.ts";
import type { Look } from "../terminal/table.ts";
import { NamingFault, unknown } from "../text/not-one.ts";

interface Asked {
  readonly on?: string;
  readonly asOf?: number;
}

const asking = (line: Command) =>
  line
    .option("--on <day>", "a day at the site (default: today)")
    .option("--as-of <size>", "as it was known from so many events", wholeNumber);

const daysOf = ({ clock, settings }: Instance, { on, asOf }: Asked) => ({
  on: on ?? dateAt(clock.now().toISOString(), settings.zone),
  ...(asOf !== undefined && { asOf }),
});

const list = showing<
  Asked & { readonly material?: string; readonly state?: SpecificationStateName }
>({
  usage: "list",
  summary: "Versions of specifications, and how each stands on a day",
  access: reading("listSpecifications", "readRecords"),
  example: "batchproof specification list --state effective",
  options: (line) =>
    asking(line)
      .option("--material <id>", "only of this material definition")
      .addOption(new Option("--state <state>", "only these").choices(specificationStates)),
  async show(instance, _, { material, state, ...asked }) {
    const { asOf, answer: specifications } = await specificationList(instance.database.kysely, {
      ...daysOf(instance, asked),
      ...(material !== undefined && { material }),
      ...(state !== undefined && { state }),
    });
    const rows = specifications.map((one) => [
      one.code,
      String(one.version),
      one.material,
      one.state,
      one.effectiveFrom ?? "",
      String(one.tests),
    ]);
    const titles = ["Specification", "Version", "Material", "State", "Effective from", "Tests"];
    const json = { asOf, specifications };
    return { json, text: (look) => table(titles, rows, "None.", look) };
  },
});

const show = showing<Asked>({
  usage: "show <specification>",
  summary: "Each version: tests, limits, sampling plans, rules for dates, approvals",
  access: reading("getSpecification", "readRecords"),
  example: "batchproof specification show SPEC-100226",
  options: asking,
  async show(instance, [named = ""], asked) {
    const { kysely } = instance.database;
    const ids = await specificationsNamed(kysely, named);
    const [id, other] = ids;
    if (other !== undefined) {
      const message = `${named} is the code of several specifications: ${ids.join(", ")}.`;
      const names = ids.map((one) => ({ kind: "specification", id: one }) as const);
      throw new NamingFault("IDENTIFIER_AMBIGUOUS", message, names, { ids });
    }
    const { asOf, answer } = await specificationAt(kysely, id ?? named, daysOf(instance, asked));
    if (!answer)
      throw unknown("SPECIFICATION_UNKNOWN", `None is known as ${named}.`, "specification");
    const about = { kind: "specification", id: answer.specificationId } as const;
    return { about, json: { asOf, ...answer }, text: (look) => textOf(answer, look) };
  },
});

const textOf = ({ versions, unknown }: Specification, look: Look): string =>
  [
    ...versions.map((version) => versionText(version, look)),
    ...(unknown.length > 0
      ? [facts([...unknown.map(({ code, detail }) => [code, detail] as const)], look)]
      : []),
  ].join("\n");

function versionText(one: SpecificationVersion, look: Look): string {
  const { approved, withdrawn, dating } = one;
  const rules = (["expiry", "retest", "opened", "afterRetest"] as const).flatMap((name) => {
    const rule = dating[name];
    return rule ? [[ruleTitles[name], ruleText(rule)] as const] : [];
  });
  const head = facts(
    [
      [`${one.code}, version ${one.version}`, `${one.material}, ${one.state}`],
      ["Written by", `${one.drafted.by}, ${one.drafted.recordedAt}`],
      ["Approved by", approved ? `${approved.by}, ${approved.recordedAt}` : "not approved"],
      ["Effective from", one.effectiveFrom ?? "not stated"],
      ...(withdrawn ? [["Withdrawn by", `${withdrawn.by}: ${withdrawn.reason?.text}`]] : []),
      ...(one.changeReference === null ? [] : [["Change", one.changeReference]]),
      ...rules,
      ...one.plans.map((plan) => [`Plan ${plan.planId}`, planText(plan)]),
    ] as (readonly [string, string])[],
    look,
  );
  const tests = one.tests.map((test) => [test.name, test.method, criterionText(test), test.planId]);
  return `${head}\n${table(["Test", "Method", "Limits", "Plan"], tests, "No tests.", look)}`;
}

const ruleTitles = {
  expiry: "Expires",
  retest: "Retest",
  opened: "Once opened",
  afterRetest: "After a retest",
} as const;

const ruleText = ({ months, countedFrom, convention }: DatingRule): string =>
  `${months} months from ${countedFrom}${convention === "endOfMonth" ? ", end of month" : ""}`;

function planText({ rule, composite, skipLot }: SamplingPlan): string {
  const limit = rule.kind === "attributes" ? `, AQL ${rule.limit}` : "";
  const pooled = composite ? ", pooled" : "";
  const skipped = skipLot ? `, one lot in ${skipLot.oneIn} after ${skipLot.qualifyAfter}` : "";
  return `${rule.kind}${limit}${pooled}${skipped}`;
}

/** The criterion with its rounding: by it a value conforms or does not. */
function criterionText({ criterion }: PlannedTest): string {
  switch (criterion.kind) {
    case "limits":
      return limitsText(criterion.limits) + roundedText(criterion.limits);
    case "conformity":
      return criterion.expected;
    case "attributes":
      return "by the plan";
    default:
      return criterion satisfies never;
  }
}

const roundedText = ({ rounding }: Limits): string =>
  rounding === "none" ? ", not rounded" : ", rounded to its decimals";

export const specificationCommands: readonly Leaf[] = [list, show];
