// What goes on while the service runs: it follows the log to finish what a crash left half done, to
// raise security alerts, to keep the scope of recalls, and to make unreadable what has ended; and
// sessions that are over are ended.
import { setTimeout as sleep } from "node:timers/promises";
import { type AlertSender, createAlertSender } from "../../access/alert-sender.ts";
import { forgetContacts } from "../../access/contact/party-contact.ts";
import { instanceSession } from "../../access/parts.ts";
import { forgetEnded } from "../../access/person/forget-ended.ts";
import { endSessionsAfter } from "../../access/session/end-of-credential.ts";
import { keepSweeping } from "../../access/session/sweep.ts";
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { Recorded } from "../../domain/kernel/metadata.ts";
import { categoryAndId } from "../../eventstore/stream-name.ts";
import { followOpenCommands } from "../../processes/finish-open-commands.ts";
import { createAlertWatch } from "../../processes/raise-security-alerts.ts";
import { tellRetention } from "../../processes/tell-retention.ts";
import type { Reaching } from "../../projections/genealogy/graph/asked.ts";
import { recallKeeper } from "../recall/parts.ts";
import type { Log } from "../terminal/log.ts";
import type { Instance } from "./instance.ts";

const pauseAfterFault_ms = 5_000;

type Running = Pick<
  Instance,
  "log" | "codec" | "handler" | "clock" | "access" | "settings" | "database" | "projections"
>;

export interface Also {
  /** Told the id of an event that decides on a batch or a lot. */
  readonly onRelease?: (eventId: string) => void;
  /** Where the genealogy is in memory: recalls are traced in it. */
  readonly graph?: Reaching | undefined;
}

export function startProcesses(
  instance: Running,
  logger: Log,
  { onRelease = () => {}, graph }: Also = {},
): AsyncDisposable {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { log, codec, handler, clock } = instance;
  const parts = {
    log,
    codec,
    handler,
    clock,
    onFault: (err: unknown, { stream, revision }: { stream: string; revision: number }) =>
      logger.error({ err, stream, revision }, "A command could not be finished; tried again."),
  };
  const recalls = recallKeeper(instance, logger, graph);
  const keeping = recalls.run(signal);
  const sender = senderOf(instance, logger);
  const sending = sender?.run(signal);
  const watched = watching(instance, sender, onRelease);
  const also = (recorded: Recorded<ProductionEvent>) => {
    recalls.see(recorded);
    return watched(recorded);
  };
  const following = follow();
  const retention = {
    log,
    handler,
    session: instanceSession(instance.access.parts.place),
    onFault: (err: unknown) =>
      logger.error({ err }, "What the store was asked to forget could not be told; tried again."),
  };
  const telling = [
    tellRetention(retention, signal),
    keepSweeping(instance.access.parts, signal, (err) =>
      logger.error({ err }, "Sessions that are over could not be ended; tried again."),
    ),
  ];
  async function follow(): Promise<void> {
    while (!signal.aborted) {
      try {
        await followOpenCommands(parts, { signal, also });
      } catch (err) {
        if (signal.aborted) return;
        logger.error({ err }, "The log cannot be followed for open commands; tried again.");
        await sleep(pauseAfterFault_ms, undefined, { signal }).catch(() => {});
      }
    }
  }
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await Promise.all([following, ...telling, keeping, sending]);
    },
  };
}

/** Undefined: no webhook is configured. */
function senderOf({ access, settings }: Running, logger: Log): AlertSender | undefined {
  const { alertWebhookUrl } = settings;
  if (alertWebhookUrl === undefined) return undefined;
  return createAlertSender(access.parts, alertWebhookUrl, (err) =>
    logger.error({ err }, "Alerts could not be sent; tried again."),
  );
}

/** After a fault the log is followed from its beginning again: each of these is done once. */
function watching(
  { handler, access, clock }: Running,
  sender: AlertSender | undefined,
  onRelease: (eventId: string) => void,
): (recorded: Recorded<ProductionEvent>) => Promise<void> {
  const since = new Date(clock.now().getTime() - insiders_ms).toISOString();
  const watch = createAlertWatch(handler, instanceSession(access.parts.place), since);
  return async (recorded) => {
    await watch.see(recorded);
    const { type } = recorded.event;
    if (type === "SecurityAlertRaised") sender?.wake();
    if (releases.has(type)) onRelease(recorded.id);
    const { id } = categoryAndId(recorded.stream);
    if (endings.has(type)) await forgetEnded(access.parts, id);
    await endSessionsAfter(access.parts, recorded);
    if (type === "PartyContactErased") await forgetContacts(access.parts, id);
  };
}

const insiders_ms = 7 * 24 * 60 * 60_000;

const releases: ReadonlySet<string> = new Set(["BatchRecordApproved", "DispositionDecided"]);

const endings: ReadonlySet<string> = new Set([
  "CredentialEnded",
  "PersonDataErased",
  "PersonLeft",
  "RecoveryCompleted",
]);
