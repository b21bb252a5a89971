// Everything about who is asking, joined: the way in, what is known of them, and what they opened.
import { setTimeout as sleep } from "node:timers/promises";
import { EventLogFault } from "../eventstore/event-log-fault.ts";
import { type AccessTrail, createAccessTrail } from "./opening.ts";
import type { AccessParts } from "./parts.ts";
import { type Founding, openFounding } from "./person/founding.ts";
import { type Authenticator, createAuthenticator } from "./session/authenticate.ts";
import { peopleExist } from "./standing.ts";

export interface Access {
  readonly parts: AccessParts;
  readonly authenticator: Authenticator;
  readonly trail: AccessTrail;
  readonly founding: Founding;
  /** Whether everybody must log in. Throws EVENT_STORE_UNAVAILABLE where that cannot be told. */
  peopleExist(): Promise<boolean>;
}

export async function openAccess(parts: AccessParts): Promise<Access> {
  return {
    parts,
    authenticator: createAuthenticator(parts),
    trail: createAccessTrail(parts),
    founding: await openFounding(parts),
    peopleExist: askingWhetherPeopleExist(parts),
  };
}

const knownFor_ms = 500;
const patience_ms = 5_000;

/**
 * Once it is so it stays so; until then another process may have made it so, and only the log can
 * say that none has. All who wait for the log's answer wait for the same one.
 */
function askingWhetherPeopleExist({ handler }: AccessParts): Access["peopleExist"] {
  let exist = false;
  let lookedAt_ms = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  async function look(): Promise<void> {
    exist = await peopleExist(handler);
    lookedAt_ms = performance.now();
  }
  return async () => {
    if (exist || performance.now() - lookedAt_ms < knownFor_ms) return exist;
    looking ??= look().finally(() => {
      looking = undefined;
    });
    await inTime(looking);
    return exist;
  };
}

async function inTime(looking: Promise<void>): Promise<void> {
  const done = new AbortController();
  const { signal } = done;
  const late = sleep(patience_ms, undefined, { ref: false, signal }).then(() => {
    throw new EventLogFault("EVENT_STORE_UNAVAILABLE", "It does not say whether people exist.");
  });
  await Promise.race([looking, late]).finally(() => done.abort());
}
