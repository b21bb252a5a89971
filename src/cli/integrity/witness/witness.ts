// `batchproof witness`: cosigns the heads of logs on other machines, and refuses a log that was cut
// or rewritten. It needs a folder of its own, and nothing else of the program.
import { createPrivateKey } from "node:crypto";
import { chmod, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { openWitness } from "../../../anchors/witness/witness.ts";
import {
  parseKey,
  printKey,
  publicKeyOf,
  type Signer,
  type Verifier,
} from "../../../integrity/note.ts";
import { takeInstanceLock } from "../../../vault/instance-lock.ts";
import { openKeys } from "../../../vault/keys.ts";
import { openCertificate } from "../../listening/certificate.ts";
import { transportFault } from "../../listening/transport.ts";
import { logOf, type Run, settingsOf } from "../../run.ts";
import { several } from "../../terminal/argument.ts";
import { CliFault } from "../../terminal/fault.ts";
import { trustedIn } from "../verify/key.ts";
import { listenAsWitness } from "./server.ts";

interface Options {
  readonly dir: string;
  readonly listen: string;
  readonly log: readonly string[];
  readonly name?: string;
}

export function defineWitness(command: Command, run: Run): void {
  command
    .requiredOption("--dir <folder>", "where it keeps its key and what it has seen")
    .requiredOption(
      "--log <key>",
      "a log that it witnesses: its key, or a file; repeatable",
      several,
    )
    .option("--listen <address>", "address and port; port 0 takes a free one", "127.0.0.1:8081")
    .option("--name <name>", "of its key, as an address without https://; else made of the key")
    .option("--json", "say where it listens, and its key, as one line of JSON")
    .addHelpText("after", help)
    .action((options: Options) => witness(run, options));
}

const help = `
A C2SP witness (tlog-witness). Run it on a machine of somebody else than who runs the log. The log
is told of it by ANCHOR_WITNESSES: its address, a blank, and the key that it prints. What it has
seen is on disk before it answers. Beyond loopback it listens only with TLS (TLS_CERT_FILE,
TLS_KEY_FILE), or behind TRUSTED_PROXIES. docs/anchors.md says more.

  batchproof witness --dir /var/lib/witness --log plant.key --listen 127.0.0.1:8081`;

async function witness(run: Run, { dir, listen, log, name }: Options): Promise<void> {
  const { host, port } = addressIn(listen);
  const { tls, trustedProxies } = settingsOf(run);
  const reach = { host, publicUrl: undefined, tls, trustedProxies };
  const refused = transportFault(reach, { peopleExist: true });
  if (refused) throw refused;
  const logs = (await trustedIn(log, [])).keys.filter(({ type }) => type === "ed25519");
  const folder = resolve(dir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700); // Also where it was there before: its key is in it.
  const lock = await takeInstanceLock(folder, 0);
  try {
    const signer = await signerIn(folder, name);
    await serveWitness(run, { folder, signer, logs, host, port });
  } finally {
    lock.release();
  }
}

interface Serving {
  readonly folder: string;
  readonly signer: Signer;
  readonly logs: readonly Verifier[];
  readonly host: string;
  readonly port: number;
}

async function serveWitness(run: Run, { folder, signer, logs, host, port }: Serving) {
  const { tls, trustedProxies } = settingsOf(run);
  const logger = logOf(run, false);
  await using seen = await openWitness({ folder, signer, logs, now: () => new Date() });
  const certificate = tls && openCertificate(tls, logger);
  try {
    await using serving = await listenAsWitness({
      witness: seen,
      host,
      port,
      certificate,
      trustedProxies,
      logger,
    });
    const key = printKey(signer);
    const { address } = serving;
    await run.terminal.write(
      run.json
        ? `${JSON.stringify({ address, key, pid: process.pid })}\n`
        : `Witnessing ${logs.length} keys of logs at ${address}\n${key}\nCtrl-C ends it.\n`,
    );
    await stopped(run.stop);
  } finally {
    certificate?.close();
  }
}

/** Made at the first run, readable by its owner alone. A witness has one key for ever. */
async function signerIn(folder: string, name: string | undefined): Promise<Signer> {
  const keys = await openKeys(join(folder, "keys"));
  const privateKey = createPrivateKey(await keys.signingKey("witness"));
  const publicKey = publicKeyOf(privateKey);
  const made = `batchproof-witness/${publicKey.toString("hex").slice(0, 16)}`;
  const signer: Signer = { name: name ?? made, type: "cosignature", publicKey, privateKey };
  // A name that no key can have would be found out at the first head.
  parseKey(printKey(signer));
  return signer;
}

function addressIn(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, digits] =
    /^(?:\[([0-9a-fA-F:]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host !== undefined && port <= 65_535) return { host, port };
  throw new CliFault("ADDRESS_MALFORMED", `--listen takes an address and a port, not ${text}.`);
}

const stopped = (stop: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener("abort", () => resolve(), { once: true });
  });
