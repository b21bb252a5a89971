// People of a service under test: the first two, and others with roles, each logged in.
import { createHash, randomUUID } from "node:crypto";
import type { GrantScope } from "../../src/domain/kernel/access/standing.ts";
import { everywhere } from "../../src/domain/kernel/access/standing.ts";
import { type Client, clientOf, type Reply, type ServiceForTest } from "./service-for-test.ts";

/** Another for each, and none holds a name. */
export const passwordOf = (username: string): string =>
  `violet anchor ${createHash("sha256").update(username).digest("hex").slice(0, 12)}`;

export interface Somebody extends Client {
  readonly id: string;
  readonly username: string;
  readonly cookie: string;
}

export interface Wanted {
  readonly role?: string;
  readonly scope?: Partial<GrantScope>;
  readonly until?: string;
  readonly account?: "personal" | "shared";
  /** False: nobody has verified the identity, and the statement is not accepted. */
  readonly standing?: boolean;
}

export interface People {
  readonly admin: Somebody;
  readonly security: Somebody;
  /** Enrolled and invited by the administrator, verified by the security role, logged in. */
  person(username: string, wanted?: Wanted): Promise<Somebody>;
  logIn(username: string, more?: object): Promise<Reply>;
}

export async function establishPeople(service: ServiceForTest): Promise<People> {
  const { address, instance } = service;
  for (const { as, token: link } of instance.access.founding.offers) {
    const { username } = founders[as];
    const founder = { ...founders[as], password: passwordOf(username) };
    ok(await service.post("/v1/founder", { link, ...founder }));
  }
  const [admin, security] = await Promise.all([
    accepted(await loggedIn(address, founders.administrator.username)),
    accepted(await loggedIn(address, founders.security.username)),
  ]);
  const people: People = {
    admin,
    security,
    person: (username, wanted = {}) => person(people, username, wanted),
    logIn: (username, more = {}) => logIn(address, username, more),
  };
  return people;
}

export const founders = {
  administrator: { username: "ada", printedName: "Ada Novak", initials: "AN" },
  security: { username: "vesna", printedName: "Vesna Kralj", initials: "VK" },
} as const;

const logIn = (address: string, username: string, more: object = {}): Promise<Reply> =>
  clientOf(address).post("/v1/session", { username, password: passwordOf(username), ...more });

export const cookieIn = ({ headers }: Reply): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .find((cookie) => cookie.includes("batchproof-session=")) ?? "";

export async function loggedIn(address: string, username: string, more = {}): Promise<Somebody> {
  const reply = await logIn(address, username, more);
  if (reply.status !== 200) throw new Error(`${username}: ${JSON.stringify(reply.body)}`);
  const cookie = cookieIn(reply);
  return { ...clientOf(address, { cookie }), id: reply.body.personId, username, cookie };
}

async function person(
  { admin, security }: People,
  username: string,
  { role, scope, until, account = "personal", standing = account === "personal" }: Wanted,
): Promise<Somebody> {
  const id = randomUUID();
  const name = `${username.charAt(0).toUpperCase()}${username.slice(1)} Example`;
  const initials = username.slice(0, 2).toUpperCase();
  const at = `/v1/people/${id}`;
  ok(await admin.give(`${at}/enrol-person`, { username, printedName: name, initials, account }));
  if (role !== undefined) {
    const data = {
      role,
      scope: { ...everywhere, ...scope },
      ...(until !== undefined && { until }),
    };
    ok(await admin.give(`${at}/grant-role`, data));
  }
  const { body } = ok(await admin.post(`${at}/invite`, { commandId: randomUUID() }));
  const password = passwordOf(username);
  ok(await clientOf(admin.address).post("/v1/invitation", { link: body.link, password }));
  const somebody = await loggedIn(admin.address, username);
  if (!standing) return somebody;
  ok(await security.give(`${at}/verify-identity`, { how: "knownInPerson", evidence: "HR-1" }));
  return accepted(somebody);
}

/** They accept the accountability statement. */
export async function accepted(somebody: Somebody): Promise<Somebody> {
  const { statement } = (await somebody.get("/v1/session")).body;
  ok(await somebody.post("/v1/own/statement", { digest: statement.digest }));
  return somebody;
}

/** Throws with what was answered instead. */
export function ok(reply: Reply): Reply {
  if (reply.status === 200 || reply.status === 204) return reply;
  throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
}
