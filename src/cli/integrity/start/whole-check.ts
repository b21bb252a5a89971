// After a start that read the newest events only: all is read while the service answers, once, and
// gently. Where it is not what was signed, that is told, nothing more is signed, and the service
// ends; the next start reads all of it before it serves.
import { setTimeout as sleep } from "node:timers/promises";
import { patience_ms } from "../../../access/alert-sender.ts";
import { instanceSession } from "../../../access/parts.ts";
import { accessControlId } from "../../../domain/access-control/access-control.ts";
import { raiseSecurityAlert } from "../../../domain/access-control/commands.ts";
import { derivedId } from "../../../eventstore/handler/event-id.ts";
import { IntegrityFault } from "../../../integrity/fault.ts";
import type { Instance } from "../../instance/instance.ts";
import { CliFault } from "../../terminal/fault.ts";
import type { Log } from "../../terminal/log.ts";
import type { Checkpoints } from "../checkpoints.ts";
import { checkWhole } from "./check-whole.ts";
import { keepDoubt } from "./doubt.ts";
import { gently } from "./gently.ts";

export interface WholeCheck extends AsyncDisposable {
  /** Where the log is not what was signed. */
  readonly fault: CliFault | undefined;
  /** Resolves with it once it is told; otherwise never. */
  readonly doubted: Promise<CliFault>;
}

type Parts = Pick<Instance, "stores" | "log" | "database" | "handler" | "access" | "settings">;

export function startWholeCheck(
  instance: Parts,
  checkpoints: Checkpoints,
  logger: Log,
): WholeCheck {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { promise: doubted, resolve: doubt } = Promise.withResolvers<CliFault>();
  let found: CliFault | undefined;
  const running = run().catch((err) => logger.error({ err }, "The log could not be checked."));

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const fault = await once();
      if (fault === "again") {
        await sleep(againAfter_ms, undefined, { signal }).catch(() => {});
        continue;
      }
      if (fault) await tell(fault);
      return;
    }
  }

  async function once(): Promise<CliFault | "again" | undefined> {
    try {
      await checkWhole(instance, {
        heads: checkpoints.all(),
        signers: async () => ({
          epochs: await checkpoints.epochs(),
          later: await checkpoints.laterKeys(),
        }),
        pace: (all) => gently(all, signal),
      });
      logger.info({}, "The whole log is what was signed for it.");
      return undefined;
    } catch (err) {
      if (signal.aborted) return undefined;
      if (err instanceof CliFault && ofTheLog.has(err.code)) return err;
      if (err instanceof IntegrityFault) return new CliFault(err.code, err.message, { cause: err });
      logger.warn({ err }, "The whole log could not be checked; tried again.");
      return "again";
    }
  }

  async function tell(fault: CliFault): Promise<void> {
    found = fault;
    logger.error({ err: fault }, "The log is not what was signed for it: the service ends.");
    const missed = (what: string) => (err: unknown) => logger.error({ err }, what);
    await keepDoubt(instance, fault).catch(missed("The next start is not told of it."));
    await alert(instance, fault).catch(missed("No alert was raised."));
    // The webhook, where there is one, is told by what ends with the service.
    const isTold = instance.settings.alertWebhookUrl !== undefined;
    if (isTold) await sleep(told_ms, undefined, { signal }).catch(() => {});
    doubt(fault);
  }

  return {
    doubted,
    get fault() {
      return found;
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await running;
    },
  };
}

const ofTheLog: ReadonlySet<string> = new Set([
  "CHECKPOINT_FORGED",
  "CHECKPOINT_CONTRADICTED",
  "TAIL_CUT",
  "TREE_DRIFTED",
]);

const againAfter_ms = 60_000;
/** A second try of the webhook, where it did not answer at once. */
const told_ms = 2 * patience_ms + 2_000;

/** To whoever looks after security: by the webhook too, where there is one. */
async function alert({ handler, access }: Parts, { code, message }: CliFault): Promise<void> {
  const eventId = derivedId("log in doubt", code, message);
  const text = `${code}: ${message} The service ended.`;
  const data = { kind: "logInDoubt", eventId, text } as const;
  const call = { commandId: derivedId("alert", eventId), id: accessControlId, data };
  await handler.execute(raiseSecurityAlert, call, instanceSession(access.parts.place));
}
