// What every command is run with, and how a short one gets at the stores of the data folder.
import { setTimeout as sleep } from "node:timers/promises";
import type { CommandRun } from "./entry.ts";
import { type Instance, isCut, openInstance, refuseCut } from "./instance/instance.ts";
import { type Settings, settingsFrom } from "./instance/settings.ts";
import { openCheckpoints } from "./integrity/checkpoints.ts";
import { type Caller, callerOf } from "./log-in/caller.ts";
import { refuseNaming } from "./log-in/opening.ts";
import { CliFault, Interrupted } from "./terminal/fault.ts";
import { type Log, openLog } from "./terminal/log.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { NamingFault } from "./text/not-one.ts";

export interface Run {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  /** Aborts at Ctrl-C and at SIGTERM. */
  readonly stop: AbortSignal;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** Throws WrongSettings. */
export const settingsOf = ({ environment }: Run): Settings => settingsFrom(environment);

export const logOf = ({ terminal, verbose }: Run, quiet: boolean): Log =>
  openLog({ quiet, verbose, forPeople: terminal.errors.isTTY });

/**
 * Opens the data folder for one command of somebody who may give it, and closes it whatever
 * happens. The read models have all of the log. Throws TAIL_CUT where they have more, but for who
 * `examines` just that. At the end all that is recorded is signed for, as `serve` does while it
 * runs.
 */
export async function withInstance<Result>(
  run: CommandRun,
  work: (instance: Instance, caller: Caller) => Promise<Result>,
  { examines = false }: { readonly examines?: boolean } = {},
): Promise<Result> {
  const logger = logOf(run, true);
  const instance = await openInstance(settingsOf(run), { logger, as: "command" });
  try {
    const working = callerOf(run, instance).then(async (caller) => {
      await caughtUp(instance, run.stop, examines);
      return work(instance, caller).catch(async (error: unknown) => {
        if (!(error instanceof NamingFault)) throw error;
        const isPart = await refuseNaming(run, instance, caller, error.names);
        throw isPart ? error.alone : error;
      });
    });
    return await Promise.race([working, brokenOff(run, instance)]);
  } finally {
    if (!examines) {
      await sign(instance, run.stop).catch((err) =>
        logger.warn({ err }, "No checkpoint was signed."),
      );
    }
    await instance.close();
  }
}

/** Not left to the next `serve`: an end that is not signed can be cut. */
async function sign(instance: Instance, stop: AbortSignal): Promise<void> {
  if (instance.stores.attachedTo || stop.aborted) return;
  await caughtUp(instance, stop, false);
  await using checkpoints = await openCheckpoints(instance);
  await checkpoints?.sign();
}

/** Never resolves. Throws Interrupted, or what ended a database of ours. */
export async function brokenOff({ stop }: Run, { stores }: Instance): Promise<never> {
  const stopped = new Promise<Error>((resolve) => {
    const interrupted = () => resolve(new Interrupted("Ended before it was done."));
    if (stop.aborted) interrupted();
    else stop.addEventListener("abort", interrupted, { once: true });
  });
  throw await Promise.race([stopped, stores.failed]);
}

/**
 * Waits until every read model holds what the log held; a running `serve` sees to that by itself.
 */
async function caughtUp(
  { stores, projections }: Instance,
  stop: AbortSignal,
  examines: boolean,
): Promise<void> {
  if (stores.attachedTo) return;
  for (;;) {
    // Once they are stopped they never come to the end.
    stop.throwIfAborted();
    if (!examines) refuseCut(projections);
    const status = projections.status().filter((one) => !isCut(one));
    const stopped = status.find(({ fault }) => fault !== undefined);
    if (stopped) {
      const message = `The read model ${stopped.name} has stopped: ${stopped.fault?.message}`;
      throw new CliFault("READ_MODEL_STOPPED", message, { readModel: stopped });
    }
    // Where another process projects, it keeps them at the end of the log.
    if (status.every(({ state }) => state === "live" || state === "standby")) return;
    await sleep(pollEvery_ms);
  }
}

const pollEvery_ms = 20;
