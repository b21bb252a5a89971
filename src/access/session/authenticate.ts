// Who is asking, by the secret of a session or of a service's key. What is known of them is looked
// up anew each half second, so that an end, a lock or a revoked role counts within a second in
// every process (21 CFR 11.10(d)).
import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { AccessPolicy } from "../../domain/kernel/access/policy.ts";
import { type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { Person } from "../../domain/person/person.ts";
import { keyIdentifier } from "../../domain/service/commands.ts";
import { service } from "../../domain/service/service.ts";
import { endSession, lockSession } from "../../domain/session/commands.ts";
import type { Session } from "../../eventstore/handler/handle.ts";
import { type ApiKey, isTokenOf, parseApiKey, sha256OfToken } from "../credential/token.ts";
import { type AccessParts, instanceSession } from "../parts.ts";
import { holderOf } from "../person/find.ts";
import { accessControlNow, personNow, standingOf, standingOfKey } from "../standing.ts";
import { personSession } from "./person-session.ts";
import { createSessionStore, type LiveSession } from "./session-store.ts";

export interface Known {
  /** Who acts, as the handler is told. */
  readonly session: Session;
  /** Of a person's session, or the id of a service's key. */
  readonly sessionId: string;
  readonly live: LiveSession | undefined;
}

/** Somebody known; nobody; or somebody who must do something first. */
export type Authenticated = Known | Refusal;

export interface Authenticator {
  byToken(token: string): Promise<Authenticated>;
  byKey(key: string): Promise<Authenticated>;
  /** What this process has just changed itself counts here at once. */
  forget(): void;
}

const knownFor_ms = 500;
const touchedEvery_ms = 10_000;

const nobody = refuse("LOG_IN_REQUIRED", "The session is unknown, or it has ended.");
const unanswered = refuse(
  "ACCOUNT_DISABLED",
  "Nobody answers for the service any more; register it again for somebody who does.",
);
const wrongKey = refuse("LOG_IN_REQUIRED", "The key is unknown, revoked or expired.");

export function createAuthenticator(parts: AccessParts): Authenticator {
  const known = new LRUCache<string, Promise<Authenticated>>({ max: 10_000, ttl: knownFor_ms });
  const looked = (secret: string, look: () => Promise<Authenticated>): Promise<Authenticated> => {
    const key = sha256OfToken(secret);
    const former = known.get(key);
    if (former) return former;
    const now = look();
    known.set(key, now);
    // A fault is nobody's answer to keep.
    now.catch(() => known.delete(key));
    return now;
  };
  return {
    byToken: (token) => looked(token, () => byToken(parts, token)),
    byKey: (key) => looked(key, () => byKey(parts, key)),
    forget: () => known.clear(),
  };
}

async function byToken(parts: AccessParts, token: string): Promise<Authenticated> {
  const { database, clock, handler, place } = parts;
  const store = createSessionStore(database.kysely);
  const live = await store.find(sha256OfToken(token));
  if (!live) return nobody;
  const at = clock.now();
  const [one, control] = await Promise.all([
    personNow(handler, live.person_id),
    accessControlNow(handler),
  ]);
  const ended = await endedNow(parts, live, one, control.policy, at);
  if (ended) return ended;
  if (!one) return nobody;
  const { session_id: sessionId, assurance, person_id } = live;
  const method = live.method === "passkey" || live.method === "oidc" ? live.method : "password";
  if (live.locked_at === null && at.getTime() - Date.parse(live.used_at) > touchedEvery_ms) {
    await store.touch(sessionId, at.toISOString());
  }
  const standing = await standingOf(handler, control, one, at.toISOString(), method === "password");
  const authentication = { method, sessionId, assurance } as const;
  const session = personSession(place, person_id, one, authentication, standing);
  return { session, sessionId, live };
}

/** Half a shift: whoever comes back later logs in anew. */
const lockedMax_ms = 4 * 60 * 60_000;

/**
 * What has come to an end by itself is ended here, or locked, and told in the log. Undefined: it is
 * open, or locked.
 */
export async function endedNow(
  parts: AccessParts,
  live: LiveSession,
  one: Person | undefined,
  policy: AccessPolicy,
  at: Date,
): Promise<Refusal | undefined> {
  if (one?.account !== "enabled") {
    await end(parts, live, "revoked");
    return refuse("ACCOUNT_DISABLED", "The account cannot be used.");
  }
  if (at.getTime() >= Date.parse(live.ends_at)) {
    await end(parts, live, "time");
    return nobody;
  }
  if (live.locked_at !== null) {
    if (at.getTime() - Date.parse(live.locked_at) <= lockedMax_ms) return undefined;
    await end(parts, live, "idle");
    return nobody;
  }
  if (at.getTime() - Date.parse(live.used_at) <= policy.idleLock_min * 60_000) return undefined;
  await lock(parts, live, "idle");
  return undefined;
}

/** For whatever reason: first it counts no more, then the log says so. */
export async function lock(
  { database, handler, clock, place }: AccessParts,
  live: LiveSession,
  why: "idle" | "outside" | "person",
  by: Session = instanceSession(place),
): Promise<void> {
  const { session_id: id, used_at: usedAt } = live;
  const at = clock.now().toISOString();
  live.locked_at = at;
  // Another service may have locked it, or the person came back to it there.
  const store = createSessionStore(database.kysely);
  if (!(await store.lock(id, at, why === "idle" ? usedAt : undefined))) return;
  const call = { commandId: randomUUID(), id, data: { why } };
  await handler.execute(lockSession, call, by);
}

/** For whatever reason: first it counts no more, then the log says so. */
export async function end(
  { database, handler, place }: AccessParts,
  { session_id: id, person_id: personId }: LiveSession,
  why: "loggedOut" | "idle" | "time" | "revoked" | "recovered" | "concurrent",
  by: Session = instanceSession(place),
): Promise<boolean> {
  const ended = await createSessionStore(database.kysely).end(id);
  const call = { commandId: randomUUID(), id, data: { personId, why } };
  await handler.execute(endSession, call, by);
  return ended;
}

async function byKey(parts: AccessParts, text: string): Promise<Authenticated> {
  const given = parseApiKey(text);
  if (!given) return wrongKey;
  const { handler, place } = parts;
  const holder = await holderOf(handler, keyIdentifier(given.keyId));
  if (holder?.kind !== "service") return wrongKey;
  const { state } = await handler.load(service, holder.id);
  if (state.status !== "registered") return wrongKey;
  const key = state.keys.get(given.keyId);
  if (!key || !(await isRight(parts, given, key.material))) return wrongKey;
  if (parts.clock.now().getTime() >= Date.parse(key.expiresAt)) return wrongKey;
  const owner = await personNow(handler, state.registered.ownerPersonId);
  if (owner?.account !== "enabled") return unanswered;
  const session: Session = {
    ...place,
    actor: { kind: "service", id: holder.id, name: state.registered.name },
    authentication: { method: "apiKey", sessionId: given.keyId, assurance: "apiKey" },
    permits: await standingOfKey(handler, key),
  };
  return { session, sessionId: given.keyId, live: undefined };
}

async function isRight(
  { seals }: AccessParts,
  { secret }: ApiKey,
  material: Parameters<AccessParts["seals"]["unseal"]>[1],
): Promise<boolean> {
  const kept = await seals.unseal("apiKey", material);
  return kept !== undefined && isTokenOf(secret, kept);
}
