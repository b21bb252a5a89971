// `batchproof serve`: owns the data folder and answers over HTTP until it is told to stop.
import type { Command } from "commander";
import type { FastifyInstance } from "fastify";
import type { ApiParts } from "../api/parts.ts";
import { createServer } from "../api/server.ts";
import type { Founder } from "../domain/access-control/events.ts";
import { startNightlyExercises } from "./exercise/nightly.ts";
import { apiParts, openGraph } from "./instance/api-parts.ts";
import { type Instance, openInstance } from "./instance/instance.ts";
import { startProcesses } from "./instance/processes.ts";
import { publish, withdraw } from "./instance/published.ts";
import { unauthenticated } from "./instance/session.ts";
import type { Settings } from "./instance/settings.ts";
import { startAnchoring } from "./integrity/anchoring/anchoring.ts";
import { startCheckpointing } from "./integrity/checkpointing.ts";
import { openCertificate } from "./listening/certificate.ts";
import { transportFault } from "./listening/transport.ts";
import { RowKeeper } from "./row-file/row-keeper.ts";
import { logOf, type Run, settingsOf } from "./run.ts";
import { CliFault } from "./terminal/fault.ts";
import type { Log } from "./terminal/log.ts";

export function defineServe(command: Command, run: Run): void {
  command
    .option("--json", "say when it serves, and where, as one line of JSON")
    .addHelpText("after", help)
    .action(() => serve(run));
}

const help = `
Beyond loopback it listens only with TLS, or behind a trusted proxy, and when people log in.
End it with Ctrl-C.`;

async function serve(run: Run): Promise<void> {
  const settings = settingsOf(run);
  const logger = logOf(run, false);
  const instance = await openInstance(settings, { logger, as: "server", projectsApart: true });
  try {
    await using anchoring = await startAnchoring(instance, logger);
    const { signed } = anchoring;
    await using checkpointing = await startCheckpointing(run, instance, logger, signed);
    await using graph = openGraph(instance, logger);
    const also = { onRelease: checkpointing.soon, graph };
    await using _processes = startProcesses(instance, logger, also);
    await using _nightly = startNightlyExercises(instance, logger);
    await using rows = new RowKeeper(instance, logger);
    const answers = { ...(graph && { graph }), rowFile: rows.path };
    await using serving = await startServing(instance, logger, answers);
    await run.terminal.write(await greeting(run, serving.address, instance));
    await ended(run, instance, checkpointing.doubted);
    logger.info({}, "Stopping.");
  } finally {
    await instance.close();
  }
}

export interface Serving extends AsyncDisposable {
  /** Where people look: PUBLIC_URL, else http://127.0.0.1:8080 */
  readonly address: string;
}

/** Listens, and tells the short commands where. Throws PORT_IN_USE, INSECURE_TRANSPORT. */
export async function startServing(
  instance: Instance,
  logger: Log,
  answers: Pick<ApiParts, "graph" | "rowFile"> = {},
): Promise<Serving> {
  const { settings, stores } = instance;
  const peopleExist = await instance.access.peopleExist();
  const refused = transportFault(settings, { peopleExist });
  if (refused) throw refused;
  const certificate = settings.tls && openCertificate(settings.tls, logger);
  const parts = apiParts(instance);
  const served = { ...parts, ...answers, wire: { ...parts.wire, tls: certificate } };
  const app = await createServer(served, logger);
  const address = await listen(app, settings).catch(async (error) => {
    certificate?.close();
    throw error;
  });
  const { eventStore, database, folder } = stores;
  const { path: dataDirectory, keys: keysDirectory } = folder;
  publish({ pid: process.pid, dataDirectory, keysDirectory, eventStore, database, address });
  return {
    address: settings.publicUrl ?? address,
    async [Symbol.asyncDispose]() {
      // Nobody attaches any more to what is about to end.
      withdraw(dataDirectory);
      certificate?.close();
      const deadline = setTimeout(() => app.server.closeAllConnections(), grace_ms);
      try {
        await app.close();
      } finally {
        clearTimeout(deadline);
      }
    },
  };
}

/** For what is under way; whoever reads more slowly is cut off. */
const grace_ms = 5_000;

/** Where it listens: http://127.0.0.1:8080 */
async function listen(app: FastifyInstance, settings: Settings): Promise<string> {
  const { port, tls } = settings;
  const host = settings.host === "localhost" ? "127.0.0.1" : settings.host;
  const schemed = (address: string) => (tls ? address.replace(/^http:/, "https:") : address);
  const listenTextResolver = (address: string) => `Listening at ${schemed(address)}.`;
  try {
    return schemed(await app.listen({ host, port, listenTextResolver }));
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE")) throw cause;
    const message = `Port ${port} of ${host} is in use. Set PORT to another; 0 takes a free one.`;
    throw new CliFault("PORT_IN_USE", message, { cause, host, port });
  }
}

async function greeting(
  { json }: Run,
  address: string,
  { stores, access }: Instance,
): Promise<string> {
  const dataDirectory = stores.folder.path;
  const links = access.founding.offers.map(({ as, token }) => ({
    as,
    link: `${address}/welcome?token=${token}`,
  }));
  if (json) {
    const said = {
      address,
      dataDirectory,
      pid: process.pid,
      ...(links.length > 0 && { founders: links }),
    };
    return `${JSON.stringify(said)}\n`;
  }
  const served = `Batchproof serves ${dataDirectory} at ${address}\n`;
  if (await access.peopleExist()) return `${served}${wanted(links)}${everybody}`;
  return served + (links.length > 0 ? nobodyYet + wanted(links) + ends : demonstration);
}

/** Printed once; the next start prints others. */
const wanted = (links: readonly { readonly as: Founder; readonly link: string }[]): string =>
  links.map(({ as, link }) => `${becoming[as]}, once, at\n  ${link}\n`).join("");

const becoming = {
  administrator: "Become the first administrator",
  security: "Somebody else becomes the first of security, after the administrator",
} as const satisfies Record<Founder, string>;

const nobodyYet = `
Nobody is known yet: whatever is recorded is marked ${unauthenticated}.
`;
const ends = `Ctrl-C ends it.
`;

const demonstration = `Nobody logs in here: the demo made this folder. Ctrl-C ends it.
`;
const everybody = `Everybody logs in. Ctrl-C ends it.
`;

/** Resolves when the program is told to stop. Throws what makes it impossible to go on. */
export async function ended(
  { stop }: Run,
  { stores }: Instance,
  doubted: Promise<Error>,
): Promise<void> {
  const stopped = new Promise<undefined>((resolve) => {
    if (stop.aborted) resolve(undefined);
    stop.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  const fault = await Promise.race([stopped, stores.failed, doubted]);
  if (fault) throw fault;
}
