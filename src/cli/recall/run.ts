// `batchproof recall`: opening one, and the steps of running it. After each the scope is traced
// anew and its holds are seen to, also where no `serve` runs.
import { randomUUID } from "node:crypto";
import { type Command as Line, Option } from "commander";
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { profileNames } from "../../domain/recall/clock.ts";
import {
  addSeed,
  evaluateRecall,
  informAuthority,
  openRecallCase,
  terminateRecall,
  withdrawSeed,
} from "../../domain/recall/opening/commands.ts";
import { depths } from "../../domain/recall/opening/events.ts";
import { unresolvedIn } from "../../domain/recall/recall.ts";
import {
  decideNarrowing,
  orderHold,
  proposeNarrowing,
} from "../../domain/recall/scope/commands.ts";
import { isHeld } from "../../domain/recall/status.ts";
import type { Answer, Call, Session } from "../../eventstore/handler/handle.ts";
import { decideOnNarrowing } from "../../processes/recall/decide-narrowing.ts";
import { endRecall } from "../../processes/recall/end-recall.ts";
import { refreshRecall } from "../../processes/recall/follow-recalls.ts";
import { namingStrange } from "../../processes/recall/name-strange.ts";
import { openRecall } from "../../processes/recall/open-recall.ts";
import { accepted, acting, callOf } from "../administration/acting.ts";
import type { Leaf } from "../entry.ts";
import type { Instance } from "../instance/instance.ts";
import { waitUntilVisible } from "../instance/visible.ts";
import { several, wholeNumber } from "../terminal/argument.ts";
import { CliFault } from "../terminal/fault.ts";
import { beginning } from "../terminal/time.ts";
import { batchTyped, lotTyped, oneComplaint, oneRecall } from "./named.ts";
import { recallParts, traceRecallIn } from "./parts.ts";

interface Opening {
  readonly type: "recall" | "withdrawal" | "correction";
  readonly because: string;
  readonly known?: string;
  readonly profile?: (typeof profileNames)[number][];
  readonly mock?: true;
  readonly complaint?: string;
}

const open = acting<Opening>({
  usage: "open <number> [suspect...]",
  summary: "Open a recall of what is suspect, and trace it",
  example: 'batchproof recall open R-1 starch:5 --because "Metal in a sack" --profile eu-food',
  command: openRecallCase,
  options: (line) =>
    line
      .requiredOption("--because <text>", "what is wrong, or may be")
      .addOption(
        new Option("--type <type>", "what it is")
          .choices(["recall", "withdrawal", "correction"])
          .default("recall"),
      )
      .option("--known <time>", "when the firm knew; clocks run from then (default: now)")
      .addOption(new Option("--profile <name...>", "whose clocks run").choices([...profileNames]))
      .option("--mock", "an exercise: it holds nothing, and no clock runs")
      .option(
        "--complaint <complaint>",
        "the complaint that led to it; what it is about is suspect",
      ),
  async act(instance, by, [number = "", suspect], options) {
    const { type, because, known, profile = [], mock, complaint } = options;
    const { clock, settings, handler } = instance;
    const id = randomUUID();
    const cause = complaint && { complaintId: (await oneComplaint(instance, complaint)).id };
    const knownAt = known ? beginning(known, settings.zone) : clock.now().toISOString();
    const seeds = seedsTyped(suspect, complaint);
    const data = { number, type, mock: mock === true, seeds, reason: because, knownAt };
    const call = { ...callOf(by, id), data: { ...data, profiles: profile, ...cause } };
    const answer = await openRecall(handler, call, by.session);
    const more = await traced(instance, id, accepted(answer).events.at(-1)?.id);
    return { answer, id, said: `${number} is open: ${textOf(more)}.`, more };
  },
});

/** What the complaint is about, where nothing else is said. Throws SUSPECT_UNSTATED. */
function seedsTyped(suspect: unknown, complaint: string | undefined): readonly string[] {
  const seeds = [suspect ?? []].flat().map(String);
  if (seeds.length > 0) return seeds;
  if (complaint !== undefined) return [`complaint:${complaint}`];
  const message = "Name what is suspect (starch:5), or the complaint behind it (--complaint).";
  throw new CliFault("SUSPECT_UNSTATED", message);
}

/** Every other step: about the recall that the first argument names. */
function step<State, Data, Event extends AnyEvent, Reads, Options>({
  command,
  data,
  said,
  perform = ({ handler }, call, session) => handler.execute(command, call, session),
  ...rest
}: {
  readonly usage: string;
  readonly summary: string;
  readonly example: string;
  readonly command: Command<State, Data, Event, Reads>;
  readonly options?: (line: Line) => unknown;
  readonly data: (
    args: readonly string[],
    options: Options,
    instance: Instance,
  ) => NoInfer<Data> | Promise<NoInfer<Data>>;
  readonly said: string;
  /** Where it is more than the command alone. */
  readonly perform?: (
    instance: Instance,
    call: Call,
    session: Session,
    options: Options,
  ) => Promise<Answer>;
}): Leaf {
  return acting<Options>({
    ...rest,
    command,
    async act(instance, by, [named = "", ...args], options) {
      const { id } = await oneRecall(instance, named);
      const call = { ...callOf(by, id), data: await data(args, options, instance) };
      const answer = await perform(instance, call, by.session, options);
      const more = await traced(instance, id, accepted(answer).events.at(-1)?.id);
      return { answer, id, said: `${said} ${named} reaches ${textOf(more)}.`, more };
    },
  });
}

async function traced(instance: Instance, id: string, eventId: string | undefined) {
  await waitUntilVisible(instance, eventId);
  await refreshRecall(recallParts(instance), id);
  const { state } = await oneRecall(instance, id);
  const { lots, batches } = state.scope;
  return {
    lots: lots.size,
    batches: batches.size,
    consignees: state.consignees.size,
    held: isHeld(state),
    notFound: unresolvedIn(state),
  };
}

function textOf(of: Awaited<ReturnType<typeof traced>>): string {
  const { lots, batches, consignees, held, notFound } = of;
  const reached = `${lots} lots, ${batches} batches, ${consignees} consignees`;
  const missing = notFound.map((seed) => `; nothing is recorded under ${seed}`).join("");
  return `${reached}; ${held ? "held" : "not held"}${missing}`;
}

const add = step({
  usage: "add <recall> <suspect>",
  summary: "Something else is suspect too",
  example: "batchproof recall add R-1 starch:6",
  command: addSeed,
  data: ([seed = ""]) => ({ seed }),
  said: "It is suspect too.",
});

const withdraw = step({
  usage: "withdraw <recall> <suspect>",
  summary: "It was a mistake: nothing is recorded under it",
  example: 'batchproof recall withdraw R-1 strach:5 --reason "TYPO:starch:5 is meant"',
  command: withdrawSeed,
  data: ([seed = ""]) => ({ seed }),
  said: "It is not suspect any more.",
});

const hold = step({
  usage: "hold <recall>",
  summary: "Hold everything that it reaches, and whatever it comes to reach",
  example: "batchproof recall hold R-1",
  command: orderHold,
  options: (line) =>
    line.option("--site <site>", "where what is not yet made is held too; repeatable", several),
  data: (_args, { site }: { site?: string[] }, { settings }) => ({
    sites: site ?? [settings.site],
  }),
  said: "The hold is ordered.",
});

const leaveOut = step({
  usage: "leave-out <recall>",
  summary: "Propose to leave lots or batches out; somebody else decides",
  example: 'batchproof recall leave-out R-1 --lot starch:6 --because "Another silo"',
  command: proposeNarrowing,
  options: (line) =>
    line
      .option("--lot <lot>", "a lot, by a number or its id; repeatable", several)
      .option("--batch <batch>", "a batch, by its number or its id; repeatable", several)
      .requiredOption("--because <text>", "why it is not affected"),
  data: async (_args, { lot = [], batch = [], because }: LeavingOut, instance) => ({
    lots: await Promise.all(lot.map((one) => lotTyped(instance, one))),
    batches: await Promise.all(batch.map((one) => batchTyped(instance, one))),
    text: because,
  }),
  perform: async (instance, call, session, { lot = [], batch = [] }) => {
    const lots = lot.map(async (text) => [await lotTyped(instance, text), text] as const);
    const batches = batch.map(async (text) => [await batchTyped(instance, text), text] as const);
    const typed = new Map(await Promise.all([...lots, ...batches]));
    return namingStrange(proposeNarrowing, typed)(instance.handler, call, session);
  },
  said: "It is proposed; until somebody else decides it stays.",
});
interface LeavingOut {
  readonly lot?: string[];
  readonly batch?: string[];
  readonly because: string;
}

const decide = step({
  usage: "decide <recall> <proposal>",
  summary: "Decide whether what was proposed is left out",
  example: 'batchproof recall decide R-1 5f0c... --accept --reason "TIMES:They do not meet"',
  command: decideNarrowing,
  options: (line) =>
    line
      .addOption(new Option("--accept", "it is left out, and its hold lifted").conflicts("reject"))
      .option("--reject", "it stays"),
  data: ([proposalId = ""], { accept }: { accept?: true }) => ({
    proposalId,
    accepted: accept === true,
  }),
  perform: ({ handler }, call, session) => decideOnNarrowing(handler, call, session),
  said: "It is decided.",
});

const evaluate = step({
  usage: "evaluate <recall>",
  summary: "How dangerous it is, how deep it goes, how many consignees are checked",
  example:
    'batchproof recall evaluate R-1 --class II --depth retail --level A --because "May injure"',
  command: evaluateRecall,
  options: (line) =>
    line
      .requiredOption("--because <text>", "the health hazard evaluation")
      .addOption(new Option("--class <class>").choices([...classes]).makeOptionMandatory())
      .addOption(new Option("--depth <depth>").choices([...depths]).makeOptionMandatory())
      .addOption(new Option("--level <level>").choices([...levels]).makeOptionMandatory())
      .option("--percent <number>", "of the consignees, of level B", wholeNumber),
  data: (_args, options: Evaluation) => ({
    evaluation: options.because,
    classification: options.class,
    depth: options.depth,
    effectivenessLevel: options.level,
    ...(options.percent !== undefined && { percent: options.percent }),
  }),
  said: "It is evaluated.",
});
const classes = ["I", "II", "III", "none"] as const;
const levels = ["A", "B", "C", "D", "E"] as const;
interface Evaluation {
  readonly because: string;
  readonly class: (typeof classes)[number];
  readonly depth: (typeof depths)[number];
  readonly level: (typeof levels)[number];
  readonly percent?: number;
}

const inform = step({
  usage: "inform <recall> <clock> <authority>",
  summary: "An authority has been told",
  example: 'batchproof recall inform R-1 eu-food-withdrawal AGES --reference "2026/117"',
  command: informAuthority,
  options: (line) => line.option("--reference <text>", "its number there"),
  data: ([clock = "", authority = ""], { reference }: { reference?: string }) => ({
    clock,
    authority,
    ...(reference !== undefined && { reference }),
  }),
  said: "It is told.",
});

const close = step({
  usage: "close <recall>",
  summary: "Terminate it, when everything that it is for is done",
  example: 'batchproof recall close R-1 --because "All is back and destroyed"',
  command: terminateRecall,
  options: (line) => line.requiredOption("--because <text>", "the conclusion"),
  data: (_args, { because }: { because: string }) => ({ conclusion: because }),
  perform: (instance, call, session) =>
    endRecall(instance.handler, call, session, traceRecallIn(instance)),
  said: "It is terminated.",
});

export const runCommands: readonly Leaf[] = [
  open,
  add,
  withdraw,
  hold,
  leaveOut,
  decide,
  evaluate,
  inform,
  close,
];
