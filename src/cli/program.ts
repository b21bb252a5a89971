// The commands of the program. Only the one that was asked for is loaded, so that every one starts
// at once.
import { Command } from "commander";
import { build } from "./instance/build.ts";
import type { Run } from "./run.ts";

type Define = (command: Command, run: Run) => void;

interface Entry {
  /** Name and arguments, as the list of commands shows them. */
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<Define>;
}

const entries: readonly Entry[] = [
  {
    usage: "demo",
    summary: "Play the built-in sample plant, show what can be asked of it, and serve it",
    load: async () => (await import("./demo.ts")).defineDemo,
  },
  {
    usage: "serve",
    summary: "Keep the data folder's databases running and answer over HTTP",
    load: async () => (await import("./serve.ts")).defineServe,
  },
  {
    usage: "import",
    summary: "Take files in from outside",
    load: async () => (await import("./import.ts")).defineImport,
  },
  {
    usage: "trace <identifier>",
    summary: "Everything that a lot or a batch reached, or came from",
    load: async () => (await import("./trace.ts")).defineTrace,
  },
  {
    usage: "record <batch>",
    summary: "The record of a batch: a sealed PDF, HTML, or JSON",
    load: async () => (await import("./record.ts")).defineRecord,
  },
  {
    usage: "audit",
    summary: "The audit trail of a batch, a lot, a person or a period",
    load: async () => (await import("./audit.ts")).defineAudit,
  },
  {
    usage: "rebuild",
    summary: "Make every read model anew from the log, and compare",
    load: async () => (await import("./rebuild.ts")).defineRebuild,
  },
  {
    usage: "verify <file>",
    summary: "Check a sealed PDF offline",
    load: async () => (await import("./verify.ts")).defineVerify,
  },
  {
    usage: "status",
    summary: "Whether each part answers, and how far the read models are",
    load: async () => (await import("./status.ts")).defineStatus,
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
  for (const { usage, summary, load } of entries) {
    const command = program.command(usage).description(summary).copyInheritedSettings(program);
    if (command.name() !== asked) continue;
    (await load())(command, run);
    for (const one of [command, ...command.commands]) one.option("--verbose", verboseHelp);
  }
  await program.parseAsync([...args], { from: "user" });
}

const verboseHelp = "say more of what is done, and where a fault came from";

const afterHelp = `
Settings come from the environment: DATA_DIR (default ./data), HOST, PORT, PUBLIC_URL, SITE,
SITE_ZONE, LEGAL_ENTITY; DATABASE_URL and EVENTSTORE_URL name databases of your own.
docs/operations.md says more.
Exit codes: 0 done, 1 refused or verification failed, 2 wrong usage.`;
