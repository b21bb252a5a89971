// The commands of the program, and what each asks of whoever gives it. Only the one that was asked
// for is loaded, so that every one starts at once.
import { Command } from "commander";
import { accessText, type Entry, reading } from "./entry.ts";
import { build } from "./instance/build.ts";
import { goodsIn } from "./material/goods-in.ts";
import { shopFloor } from "./plant/shop-floor.ts";
import type { Run } from "./run.ts";
import { afterHelp } from "./text/after-help.ts";

export const entries: readonly Entry[] = [
  {
    usage: "demo",
    summary: "Play the built-in sample plant, show what can be asked of it, and serve it",
    access: { kind: "anyone", why: "nothing in the demo's folder is a record" },
    load: async () => (await import("./demo.ts")).defineDemo,
  },
  {
    usage: "serve",
    summary: "Keep the data folder's databases running and answer over HTTP",
    access: { kind: "anyone", why: "who starts a process runs the machine; who asks it logs in" },
    load: async () => (await import("./serve.ts")).defineServe,
  },
  {
    usage: "import",
    summary: "Take files in from outside",
    commands: async () => [
      {
        usage: "tablets <folder>",
        summary: "The tablet data set: Laboratory.csv and press files of one campaign or all",
        access: { kind: "operates", right: "importData" },
        load: async () => (await import("./import/tablets.ts")).defineImportTablets,
      },
      {
        usage: "qif <file>",
        summary: "Results of measurement of serial numbers: a QIF document (ISO 23952)",
        access: { kind: "operates", right: "importData" },
        load: async () => (await import("./import/qif.ts")).defineImportQif,
      },
    ],
  },
  {
    usage: "trace <identifiers...>",
    summary: "Everything that a lot or a batch reached, or came from",
    access: reading("getTrace", "readRecords", "exportRecords"),
    load: async () => (await import("./trace.ts")).defineTrace,
  },
  {
    usage: "where <identifier>",
    summary: "Where everything is now that a lot or a batch reached",
    access: reading("getWhereabouts", "readRecords", "exportRecords"),
    load: async () => (await import("./where.ts")).defineWhere,
  },
  {
    usage: "between <from> <to>",
    summary: "Whether one thing reached another, by which way, and by which ways at all",
    access: reading("getBetween", "readRecords", "exportRecords"),
    load: async () => (await import("./question/between.ts")).defineBetween,
  },
  {
    usage: "common <identifiers...>",
    summary: "What 2 to 32 complaints have in common, the likeliest cause first",
    access: reading("getCommon", "readRecords", "exportRecords"),
    load: async () => (await import("./question/common.ts")).defineCommon,
  },
  {
    usage: "circumstances <identifiers...>",
    summary: "Equipment, people, shifts and readings that 2 to 32 complaints share",
    access: reading("getCircumstances", "readRecords", "exportRecords"),
    load: async () => (await import("./question/circumstances.ts")).defineCircumstances,
  },
  {
    usage: "shares <lot>",
    summary: "How much of a bad lot is in what it reached: at least, at most, by a model",
    access: reading("getShares", "readRecords", "exportRecords"),
    load: async () => (await import("./question/shares.ts")).defineShares,
  },
  {
    usage: "scan <text>",
    summary: "What a scanned code says, and which lots, containers or units it names",
    access: reading("scan", "readRecords", "exportRecords"),
    load: async () => (await import("./plant/dispensing.ts")).defineScan,
  },
  ...shopFloor,
  {
    usage: "exercise [lot]",
    summary: "Trace a lot against the clock as if it were suspect, and keep what came of it",
    access: { kind: "operates", right: "manageRecall" },
    load: async () => (await import("./exercise/exercise.ts")).defineExercise,
  },
  {
    usage: "review",
    summary: "Review a batch record by exception: what rules flag, and what is said of it",
    commands: async () => (await import("./review/review.ts")).reviewCommands,
  },
  {
    usage: "deviation",
    summary: "Deviations: which other batches an investigation extends to",
    commands: async () => (await import("./review/deviation.ts")).deviationCommands,
  },
  {
    usage: "batch",
    summary: "A batch: its number, serial numbers, blank forms, attachments",
    commands: async () => (await import("./batch/batch.ts")).batchCommands,
  },
  {
    usage: "dispatch",
    summary: "Open orders by priority and due date, their batches, and what is lacking",
    access: reading("getDispatchList", "readRecords"),
    load: async () => (await import("./plant/dispatch.ts")).dispatch.load(),
  },
  {
    usage: "recipe",
    summary: "Master recipes: check, import, submit, approve, bring into use, compare",
    commands: async () => (await import("./recipe/recipe.ts")).recipeCommands,
  },
  ...goodsIn,
  {
    usage: "recall",
    summary: "Recalls: what they reach, holds, consignees, goods, until their end",
    commands: async () => (await import("./recall/recall.ts")).recallCommands,
  },
  {
    usage: "complaint",
    summary: "Complaints: record, link, investigate, close",
    commands: async () => (await import("./recall/complaint.ts")).complaintCommands,
  },
  {
    usage: "record <batch>",
    summary: "The record of a batch: a sealed PDF, HTML, or JSON",
    access: reading("getBatchRecord", "readRecords", "exportRecords"),
    load: async () => (await import("./record.ts")).defineRecord,
  },
  {
    usage: "audit",
    summary: "The audit trail of a batch, a lot, a person or a period",
    access: reading("getAuditTrail", "readRecords", "exportRecords"),
    load: async () => (await import("./audit.ts")).defineAudit,
  },
  {
    usage: "rebuild",
    summary: "Make every read model anew from the log, and compare",
    access: { kind: "operates", right: "operateSystem" },
    load: async () => (await import("./rebuild.ts")).defineRebuild,
  },
  {
    usage: "verify [file]",
    summary: "Check the log; or, offline, a sealed PDF, a proof or a report",
    access: { kind: "operates", right: "operateSystem" },
    load: async () => (await import("./integrity/verify/verify.ts")).defineVerify,
  },
  {
    usage: "checkpoint",
    summary: "Sign the head of the log as it is now",
    access: { kind: "operates", right: "operateSystem" },
    load: async () => (await import("./integrity/checkpoint.ts")).defineCheckpoint,
  },
  {
    usage: "signing-key",
    summary: "The key that signs the log: hand over to a new one, replace a lost one",
    commands: async () => (await import("./integrity/signing-key.ts")).signingKeyCommands,
  },
  {
    usage: "witness",
    summary: "For a second machine: cosign the heads of logs that only grow",
    access: { kind: "anyone", why: "it opens no data folder, and what it is sent is signed" },
    load: async () => (await import("./integrity/witness/witness.ts")).defineWitness,
  },
  {
    usage: "proof",
    summary: "That events are in the log, in a file that verifies offline",
    access: reading("getProof", "readRecords", "exportRecords"),
    load: async () => (await import("./integrity/proof.ts")).defineProof,
  },
  {
    usage: "replicate",
    summary: "Copy the embedded log into a cluster, and move there",
    access: { kind: "operates", right: "operateSystem" },
    load: async () => (await import("./replicate/replicate.ts")).defineReplicate,
  },
  {
    usage: "backup <folder>",
    summary: "Copy log, blobs and checkpoints, also while serving",
    access: { kind: "operates", right: "operateSystem" },
    load: async () => (await import("./backup/backup.ts")).defineBackup,
  },
  {
    usage: "restore <folder>",
    summary: "Make an empty data folder from a backup, or try whether one could",
    access: { kind: "anyone", why: "who has a backup and its keys can read all of it anyhow" },
    load: async () => (await import("./backup/restore.ts")).defineRestore,
  },
  {
    usage: "status",
    summary: "Whether each part answers, and how far the read models are",
    access: { kind: "anyone", why: "it shows no record, and is needed where nobody can log in" },
    load: async () => (await import("./status.ts")).defineStatus,
  },
  {
    usage: "log-in",
    summary: "Log in at this terminal",
    access: { kind: "anyone", why: "it is how one does" },
    load: async () => (await import("./log-in/log-in.ts")).defineLogIn,
  },
  {
    usage: "log-out",
    summary: "End the session of this terminal",
    access: { kind: "anyone", why: "it ends only the session whose secret is kept here" },
    load: async () => (await import("./log-in/log-out.ts")).defineLogOut,
  },
  {
    usage: "who",
    summary: "Who is logged in, and what they may",
    access: { kind: "own" },
    load: async () => (await import("./log-in/who.ts")).defineWho,
  },
  {
    usage: "account",
    summary: "Your own account: your password, the accountability statement",
    commands: async () => (await import("./log-in/account.ts")).accountCommands,
  },
  {
    usage: "user",
    summary: "People: enrol, invite, verify, disable, recover",
    commands: async () => (await import("./administration/user/user.ts")).userCommands,
  },
  {
    usage: "role",
    summary: "Roles: define, grant, revoke",
    commands: async () => (await import("./administration/role.ts")).roleCommands,
  },
  {
    usage: "key",
    summary: "Services and their API keys",
    commands: async () => (await import("./administration/key.ts")).keyCommands,
  },
  {
    usage: "session",
    summary: "Who is logged in at present",
    commands: async () => (await import("./administration/session.ts")).sessionCommands,
  },
  {
    usage: "access",
    summary: "The rules of access, the accountability statement, the review of rights",
    commands: async () => (await import("./administration/access.ts")).accessCommands,
  },
];

/**
 * Runs one command. Throws what went wrong: CommanderError for wrong usage, else a fault with a
 * code.
 */
export async function runProgram(args: readonly string[], run: Run): Promise<void> {
  const program = new Command("batchproof")
    .description("Traceability and batch records, with proofs that verify offline.")
    .version(build.appVersion, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", afterHelp)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void run.terminal.write(text).catch(() => {}),
      writeErr: (text) => run.terminal.note(text),
    })
    .showHelpAfterError("Run it with --help to see what it takes.");
  const asked = args.filter((arg) => !arg.startsWith("-")).filter((arg) => arg !== "help")[0];
  const typed = args.join(" ");
  for (const entry of entries) {
    const command = program.command(entry.usage).description(entry.summary);
    command.copyInheritedSettings(program);
    if (command.name() === asked) await define(command, entry, { ...run, typed }, command.name());
  }
  await program.parseAsync([...args], { from: "user" });
}

async function define(
  command: Command,
  entry: Entry,
  run: Run & { readonly typed: string },
  name: string,
): Promise<void> {
  if ("commands" in entry) {
    for (const one of await entry.commands()) {
      const below = command.command(one.usage).description(one.summary);
      below.copyInheritedSettings(command);
      await define(below, one, run, `${name} ${below.name()}`);
    }
  } else {
    const { access, load } = entry;
    (await load())(command, { ...run, access, name });
    command.addHelpText("after", `\n${accessText(access)}`);
  }
  command.option("--verbose", "say more of what is done, and where a fault came from");
}
