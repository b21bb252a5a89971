// `batchproof recall notify|reply|...`: consignees, and the goods that come back.
import { Option } from "commander";
import {
  checkEffectiveness,
  giveUpConsignee,
  notifyConsignee,
  recordReply,
} from "../../domain/recall/consignee/commands.ts";
import { disposeGoods, recordRecovery } from "../../domain/recall/goods/commands.ts";
import type { Line } from "../../domain/recall/goods/events.ts";
import { namingStrange } from "../../processes/recall/name-strange.ts";
import { letterText } from "../../reports/recall/letter.ts";
import { acting, callOf } from "../administration/acting.ts";
import type { Leaf } from "../entry.ts";
import { several } from "../terminal/argument.ts";
import { kept } from "../terminal/file.ts";
import { consigneeIn, issued, letterNow, sent } from "./letter.ts";
import { type Goods, goods, linesOf, oneRecall } from "./named.ts";

const channels = ["letter", "email", "phone", "visit", "portal"] as const;

const notify = acting<{ readonly channel: (typeof channels)[number]; readonly letter?: string }>({
  usage: "notify <recall> <consignee>",
  summary: "Tell a consignee, or remind it; issues the letter, prints it, keeps its digest",
  example: "batchproof recall notify R-1 C1 --letter letters/C1.pdf",
  command: notifyConsignee,
  options: (line) =>
    line
      .addOption(new Option("--channel <how>").choices([...channels]).default("letter"))
      .option("--letter <file>", "the one that was sent, as `recall letters` wrote it"),
  async act(instance, by, [named = "", consigneeNumber = ""], { channel, letter: file }) {
    const { id, state } = await oneRecall(instance, named);
    const letter = await letterNow(instance, state, consigneeIn(state, consigneeNumber));
    const letterDigest =
      file === undefined ? (await issued(instance, letter)).sha256 : await sent(instance, file);
    const said = { consigneeNumber, channel, letterDigest };
    // Which template a file was made of, the file itself says.
    const data = file === undefined ? { ...said, letterVersion: letter.version } : said;
    const call = { ...callOf(by, id), data };
    const answer = await instance.handler.execute(notifyConsignee, call, by.session);
    const text = letterText(letter);
    return { answer, id, said: text, more: { letter: text, letterDigest } };
  },
});

interface Reply {
  readonly onHand?: Goods[];
  readonly usedUp?: Goods[];
  readonly destroyed?: Goods[];
  readonly passedOn?: Goods[];
  readonly to?: string[];
  readonly text?: string;
}

const reply = acting<Reply>({
  usage: "reply <recall> <consignee>",
  summary: "What a consignee answers; who it sold to is on the list then",
  example: 'batchproof recall reply R-1 C1 --used-up "starch:5=2 kg" --to "Drogerie, Markt 2"',
  command: recordReply,
  options: (line) =>
    line
      .option("--on-hand <goods>", "what it still has; repeatable", goods)
      .option("--used-up <goods>", "what is gone; repeatable", goods)
      .option("--destroyed <goods>", "what was destroyed there; repeatable", goods)
      .option("--passed-on <goods>", "what it sold; repeatable", goods)
      .option("--to <name>", "to whom, with the address behind a comma; repeatable", several)
      .option("--text <text>", "what else it says"),
  async act(instance, by, [named = "", consigneeNumber = ""], options) {
    const { id } = await oneRecall(instance, named);
    const { onHand = [], usedUp = [], destroyed = [], passedOn = [], to = [], text } = options;
    const said = { onHand, usedUp, destroyed, passedOn };
    const lines: (Line & { as: keyof typeof said })[] = [];
    const typed = new Map<string, string>();
    for (const as of ["onHand", "usedUp", "destroyed", "passedOn"] as const) {
      const found = await linesOf(instance, said[as]);
      lines.push(...found.lines.map((line) => ({ ...line, as })));
      for (const [lotId, text] of found.typed) typed.set(lotId, text);
    }
    const passedOnTo = to.map(place);
    const data = { consigneeNumber, lines, passedOnTo, ...(text !== undefined && { text }) };
    const call = { ...callOf(by, id), data };
    const answer = await namingStrange(recordReply, typed)(instance.handler, call, by.session);
    return { answer, id, said: `What ${consigneeNumber} answers is recorded.` };
  },
});

function place(text: string) {
  const cut = text.indexOf(",");
  const address = cut < 0 ? "" : text.slice(cut + 1).trim();
  return { name: cut < 0 ? text : text.slice(0, cut), ...(address !== "" && { address }) };
}

const giveUp = acting<{ readonly because: string }>({
  usage: "give-up <recall> <consignee>",
  summary: "It does not respond, though it was reminded",
  example: 'batchproof recall give-up R-1 C1 --because "Three calls, nobody answers"',
  command: giveUpConsignee,
  options: (line) => line.requiredOption("--because <text>", "what was tried"),
  async act(instance, by, [named = "", consigneeNumber = ""], { because }) {
    const { id } = await oneRecall(instance, named);
    const call = { ...callOf(by, id), data: { consigneeNumber, text: because } };
    const answer = await instance.handler.execute(giveUpConsignee, call, by.session);
    return { answer, id, said: `${consigneeNumber} is given up.` };
  },
});

const methods = ["visit", "phone", "letter", "other"] as const;
interface Check {
  readonly method: (typeof methods)[number];
  readonly failed?: true;
  readonly findings?: string;
}

const check = acting<Check>({
  usage: "check <recall> <consignee>",
  summary: "Whether it was told and has acted",
  example: "batchproof recall check R-1 C1 --method phone",
  command: checkEffectiveness,
  options: (line) =>
    line
      .addOption(new Option("--method <how>").choices([...methods]).default("phone"))
      .option("--failed", "it was not told, or has not acted")
      .option("--findings <text>", "what was found"),
  async act(instance, by, [named = "", consigneeNumber = ""], { method, failed, findings }) {
    const { id } = await oneRecall(instance, named);
    const found = findings === undefined ? {} : { findings };
    const data = { consigneeNumber, method, effective: failed !== true, ...found };
    const call = { ...callOf(by, id), data };
    const answer = await instance.handler.execute(checkEffectiveness, call, by.session);
    return { answer, id, said: `The check of ${consigneeNumber} is recorded.` };
  },
});

const recovered = acting<{ readonly goods: Goods[]; readonly from?: string }>({
  usage: "recovered <recall> <return>",
  summary: "Goods came back, other than under a shipment",
  example: 'batchproof recall recovered R-1 RET-7 --from C1 --goods "starch:5=2 kg"',
  command: recordRecovery,
  options: (line) =>
    line
      .requiredOption("--goods <goods>", "a lot and how much; repeatable", goods)
      .option("--from <consignee>", "who sent them; else they count for whoever has some left"),
  async act(instance, by, [named = "", recoveryNumber = ""], { goods: typed, from }) {
    const { id } = await oneRecall(instance, named);
    const { lines, typed: typedAs } = await linesOf(instance, typed);
    const sender = from === undefined ? {} : { consigneeNumber: from };
    const call = { ...callOf(by, id), data: { recoveryNumber, lines, ...sender } };
    const execute = namingStrange(recordRecovery, typedAs);
    const answer = await execute(instance.handler, call, by.session);
    return { answer, id, said: "It is recorded that they are back." };
  },
});

const outcomes = ["destroyed", "reworked", "relabelled", "returnedToSupplier", "released"] as const;
interface Disposal {
  readonly goods: Goods[];
  readonly method: (typeof outcomes)[number];
  readonly witness?: string;
  readonly file?: string;
}

const disposed = acting<Disposal>({
  usage: "disposed <recall> <certificate>",
  summary: "What became of goods that came back",
  example: 'batchproof recall disposed R-1 D-3 --goods "starch:5=2 kg" --witness "A. Berger"',
  command: disposeGoods,
  options: (line) =>
    line
      .requiredOption("--goods <goods>", "a lot and how much; repeatable", goods)
      .addOption(new Option("--method <what>").choices([...outcomes]).default("destroyed"))
      .option("--witness <name>", "who saw it")
      .option("--file <file>", "the certificate itself, 25 MB at most; kept under its SHA-256"),
  async act(instance, by, [named = "", certificate = ""], options) {
    const { goods: typed, method, witness, file } = options;
    const { id } = await oneRecall(instance, named);
    const { lines, typed: typedAs } = await linesOf(instance, typed);
    const seen = witness === undefined ? {} : { witness };
    const scan = file === undefined ? undefined : await kept(file);
    const digest = scan && { certificateDigest: scan.digest };
    const call = {
      ...callOf(by, id),
      data: { certificate, method, lines, ...seen, ...digest },
      ...(scan && { keep: () => instance.blobs.put(scan.bytes) }),
    };
    const execute = namingStrange(disposeGoods, typedAs);
    const answer = await execute(instance.handler, call, by.session);
    return { answer, id, said: "What became of them is recorded.", more: { ...digest } };
  },
});

export const consigneeCommands: readonly Leaf[] = [
  notify,
  reply,
  giveUp,
  check,
  recovered,
  disposed,
];
