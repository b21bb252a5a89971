// Everything about who is asking, joined: the way in, what is known of them, and what they opened.
import { setTimeout as sleep } from "node:timers/promises";
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
  /** Whether everybody must log in. */
  peopleExist(): Promise<boolean>;
}

export async function openAccess(parts: AccessParts): Promise<Access> {
  let exist = false;
  let lookedAt_ms = Number.NEGATIVE_INFINITY;
  return {
    parts,
    authenticator: createAuthenticator(parts),
    trail: createAccessTrail(parts),
    founding: await openFounding(parts),
    // Once it is so it stays so; until then another process may have made it so. While the log is
    // away nobody can make it so.
    async peopleExist() {
      if (exist || performance.now() - lookedAt_ms < lookedFor_ms) return exist;
      const isFirst = lookedAt_ms === Number.NEGATIVE_INFINITY;
      const looking = peopleExist(parts.handler);
      exist = await (isFirst ? looking : inTime(looking));
      lookedAt_ms = performance.now();
      return exist;
    },
  };
}

const lookedFor_ms = 500;
const patience_ms = 1_000;

const inTime = (looking: Promise<boolean>): Promise<boolean> =>
  Promise.race([looking.catch(() => false), sleep(patience_ms, false, { ref: false })]);
