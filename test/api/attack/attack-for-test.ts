// What attacks work with: a clock that is moved, a second process over the same stores, and the log
// as it is stored.
import { randomUUID } from "node:crypto";
import { openInstance } from "../../../src/cli/instance/instance.ts";
import { publish } from "../../../src/cli/instance/published.ts";
import { settingsFrom } from "../../../src/cli/instance/settings.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
import { everywhere } from "../../../src/domain/kernel/access/standing.ts";
import type { Recorded } from "../../../src/domain/kernel/metadata.ts";
import type { Clock } from "../../../src/eventstore/handler/handle.ts";
import { type ServiceForTest, type StartOptions, serveInstance } from "../service-for-test.ts";

export interface SteppedClock extends Clock {
  step(by: { readonly minutes?: number; readonly seconds?: number }): void;
}

export function steppedClock(): SteppedClock {
  let at = Date.now();
  return {
    kind: "simulated",
    now: () => new Date(at),
    step: ({ minutes = 0, seconds = 0 }) => {
      at += (minutes * 60 + seconds) * 1_000;
    },
  };
}

/** Another process with the same stores, as far as anything but the operating system can tell. */
export async function startBeside(
  { instance, address }: ServiceForTest,
  { environment, limits }: Pick<StartOptions, "environment" | "limits"> = {},
): Promise<{ readonly address: string } & AsyncDisposable> {
  const { dataDirectory, keysDirectory, zone } = instance.settings;
  const { eventStore, database } = instance.stores;
  publish({ pid: process.pid, dataDirectory, keysDirectory, eventStore, database, address });
  const settings = settingsFrom({ DATA_DIR: dataDirectory, SITE_ZONE: zone, ...environment });
  const logger = openLog({ quiet: true, forPeople: false });
  const { clock } = instance;
  const opened = { logger, as: "command", clock, refusedEvery_ms: 0 } as const;
  const second = await openInstance(settings, opened);
  const served = await serveInstance(second, limits ? { limits } : {});
  return {
    address: served.address,
    async [Symbol.asyncDispose]() {
      await served.close();
      await second.close();
    },
  };
}

export const because = { code: "other", text: "An attack, played by a test." };

/** Of a command: why; for those that ask for it. */
export const withReason = { claims: { reason: because } };

/** The body of what administrators do by a route of its own. */
export const given = (more: object = {}) => ({ commandId: randomUUID(), ...more });

export const grant = (role: string, more: object = {}) => ({ role, scope: everywhere, ...more });

export const verify = { how: "identityDocument", evidence: "Seen on paper." } as const;

/** What is answered to whoever may not. */
export const refused = (code: string) => ({ status: 403, body: { code } });

// biome-ignore lint/suspicious/noExplicitAny: what was stored is looked at by the tests.
type Fields = any;
type Event = Recorded<{ readonly type: string; readonly data: Fields }>;

/** Every event of ours that the log holds now. */
export async function recorded({ instance }: ServiceForTest): Promise<readonly Event[]> {
  const found: Event[] = [];
  for await (const stored of instance.log.readAll()) {
    const decoded = instance.codec.decode(stored);
    if (decoded.kind === "ours") found.push(decoded.recorded as unknown as Event);
  }
  return found;
}

export async function recordedOf(service: ServiceForTest, type: string) {
  return (await recorded(service)).filter(({ event }) => event.type === type);
}

/** What can be told from an answer, but for the address that was asked and the time. */
export function told({ status, headers, body }: Awaited<ReturnType<ServiceForTest["get"]>>) {
  const { instance: _, ...rest } = typeof body === "object" ? body : { body };
  const varying = new Set(["date", "content-length", "keep-alive", "connection"]);
  const said = [...headers].filter(([name]) => !varying.has(name));
  return { status, headers: Object.fromEntries(said), body: rest };
}
