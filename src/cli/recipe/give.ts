// `batchproof recipe import|submit|return|approve|effective|withdraw`: the life of a version.
import { randomUUID } from "node:crypto";
import type { Command as Line } from "commander";
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { digestOf } from "../../domain/kernel/recipe/digest.ts";
import {
  draftRecipe,
  reviseRecipe,
  submitRecipe,
} from "../../domain/master-recipe/life/authoring/commands.ts";
import {
  approveRecipe,
  makeRecipeEffective,
  returnRecipe,
  withdrawRecipe,
} from "../../domain/master-recipe/life/deciding/commands.ts";
import { acting, callOf } from "../administration/acting.ts";
import type { Leaf } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { positiveNumber } from "../terminal/argument.ts";
import { beginning } from "../terminal/time.ts";
import { impact, type Statement } from "./argument.ts";
import { readableRecipe } from "./file.ts";
import { findRecipe, oneRecipe } from "./named.ts";

const importing = acting<{ readonly replaces?: string }>({
  usage: "import <file>",
  summary: "Take a recipe file in, as a draft of the next version or a revision of the open one",
  example: "batchproof recipe import MR-0043.recipe.yaml",
  command: draftRecipe,
  options: (line) =>
    line.option("--replaces <sha256>", "revises the open draft that has this digest"),
  async act(instance, by, [path = ""], { replaces }) {
    const recipe = await readableRecipe(path);
    const known = await findRecipe(instance, recipe.number);
    const { handler } = instance;
    const id = known?.id ?? randomUUID();
    const call = callOf(by, id);
    const digest = digestOf(recipe);
    const answer =
      replaces === undefined
        ? await handler.execute(draftRecipe, { ...call, data: { recipe } }, by.session)
        : await handler.execute(reviseRecipe, { ...call, data: { replaces, recipe } }, by.session);
    return { answer, id, said: `${recipe.number} is drafted. SHA-256 ${digest}`, more: { digest } };
  },
});

interface Seen {
  readonly recipeVersion: number;
  readonly digest: string;
}

const seen = (line: Line): Line =>
  line
    .requiredOption("--recipe-version <number>", "which version was read", positiveNumber)
    .requiredOption("--digest <sha256>", "of what was read, whole");

/** A step in the life of the version that was read. */
function step<State, Data, Event extends AnyEvent, Reads, Options>({
  command,
  data,
  said,
  ...rest
}: {
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
  readonly command: Command<State, Data, Event, Reads>;
  readonly options: (line: Line) => unknown;
  readonly data: (options: Options, instance: Instance) => NoInfer<Data>;
  readonly said: string;
}): Leaf {
  return acting<Options>({
    ...rest,
    command,
    async act(instance, by, [named = ""], options) {
      const { id } = await oneRecipe(instance, named);
      const call = { ...callOf(by, id), data: data(options, instance) };
      const answer = await instance.handler.execute(command, call, by.session);
      return { answer, id, said: `${named}: ${said}` };
    },
  });
}

interface Submission extends Seen {
  readonly change?: string;
  readonly impact?: readonly Statement[];
}
const submit = step({
  usage: "submit <recipe>",
  summary: "Hand a version over to be checked, as its preparer",
  example: "batchproof recipe submit MR-0043 --recipe-version 1 --digest 5f0c...",
  command: submitRecipe,
  options: (line) =>
    seen(line)
      .option("--change <reference>", "the change control that it comes from")
      .option("--impact <sections=text>", "what it means for unchanged sections; again", impact),
  data: ({ recipeVersion: version, digest, change, impact: stated = [] }: Submission) => ({
    version,
    digest,
    impact: [...stated],
    ...(change !== undefined && { changeControl: change }),
  }),
  said: "submitted.",
});

const returning = step({
  usage: "return <recipe>",
  summary: "Give a submitted version back to its author, with what was found",
  example:
    'batchproof recipe return MR-0043 --recipe-version 1 --digest 5f0c... --because "No study"',
  command: returnRecipe,
  options: (line) => seen(line).requiredOption("--because <text>", "what was found"),
  data: ({ recipeVersion: version, digest, because }: Seen & { readonly because: string }) => ({
    version,
    digest,
    findings: because,
  }),
  said: "returned to its author.",
});

const approve = step({
  usage: "approve <recipe>",
  summary: "Approve a version that somebody else has prepared",
  example: "batchproof recipe approve MR-0043 --recipe-version 1 --digest 5f0c...",
  command: approveRecipe,
  options: seen,
  data: ({ recipeVersion: version, digest }: Seen) => ({ version, digest }),
  said: "approved.",
});

const effective = step({
  usage: "effective <recipe>",
  summary: "Bring an approved version into use; what stood before is superseded",
  example:
    "batchproof recipe effective MR-0043 --recipe-version 1 --digest 5f0c... --from 2026-12-01",
  command: makeRecipeEffective,
  options: (line) => seen(line).option("--from <time>", "from when on (default: now)"),
  data: (
    { recipeVersion: version, digest, from }: Seen & { readonly from?: string },
    { settings },
  ) => ({
    version,
    digest,
    ...(from !== undefined && { effectiveFrom: beginning(from, settings.zone) }),
  }),
  said: "in use from then on.",
});

const withdraw = step({
  usage: "withdraw <recipe>",
  summary: "Take a version out of use: no batch is issued by it any more",
  example:
    'batchproof recipe withdraw MR-0043 --recipe-version 1 --reason "HAZARD:The hold is too long"',
  command: withdrawRecipe,
  options: (line) =>
    line.requiredOption("--recipe-version <number>", "which version", positiveNumber),
  data: ({ recipeVersion: version }: { readonly recipeVersion: number }) => ({ version }),
  said: "withdrawn.",
});

export const giveCommands: readonly Leaf[] = [
  importing,
  submit,
  returning,
  approve,
  effective,
  withdraw,
];
