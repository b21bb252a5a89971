// One's own account, the accountability statement, and looking after the accounts of others.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instanceSession } from "../../../src/access/parts.ts";
import { defaultPolicy } from "../../../src/domain/access-control/access-control.ts";
import { raiseSecurityAlert } from "../../../src/domain/access-control/commands.ts";
import { establishPeople, ok, type People, passwordOf, type Somebody } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { browserOf, hiddenIn } from "./form-for-test.ts";

let service: ServiceForTest;
let people: People;
let mira: Somebody;
let sam: Somebody;
let aged = false;
beforeAll(async () => {
  const late = {
    kind: "real" as const,
    now: () => new Date(Date.now() + (aged ? 100 : 0) * day_ms),
  };
  service = await startService({ clock: late });
  people = await establishPeople(service);
  mira = await people.person("mira", {
    role: "operator",
    scope: { materials: ["starch"] },
    standing: false,
  });
  sam = await people.person("sam", { role: "security" });
});
afterAll(() => service[Symbol.asyncDispose]());
const day_ms = 24 * 60 * 60_000;

const as = ({ cookie }: Somebody) => browserOf(service.address, cookie);

describe("the accountability statement", () => {
  test("comes first, can wait, and is accepted as it was shown", async () => {
    const browser = as(mira);
    const led = await browser.visit("/logged-in?next=/batches/B1");
    expect(led.to).toBe("/statement?next=%2Fbatches%2FB1");
    const page = await browser.visit(led.to ?? "");
    expect(page.text).toContain("I report at");
    expect(page.text).toContain('href="/batches/B1">Not now');
    const digest = hiddenIn(page.text, "digest");
    const other = await browser.fill("/statement", { digest: "0".repeat(64) });
    expect(other).toMatchObject({ status: 409 });
    const done = await browser.fill("/statement", { digest, next: "//evil.example" });
    expect(done.to).toBe("/account?told=statementAccepted");
    expect((await browser.visit("/logged-in")).to).toBe("/");
  });
});

describe("the account", () => {
  test("tells who one is, in which roles, for what, and what that allows", async () => {
    const { text } = await as(mira).visit("/account");
    for (const words of ["Mira Example", "Operator", "materials starch", "not verified yet"]) {
      expect(text).toContain(words);
    }
    expect(text).toContain("Run a batch: phases, charges");
    expect(text).toContain("Mira Example, Operator");
    expect(text).not.toContain('href="/security"');
  });

  test("takes a new password that fits, and says what does not", async () => {
    const browser = as(mira);
    const change = (former: string, password: string, again = password) =>
      browser.fill("/account/password", { former, password, again });
    const good = "copper lantern 8203";
    const wrong = await change("not it", good);
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain("Name, password or code is not right");
    expect((await change(passwordOf("mira"), "mira mira mira")).text).toContain("holds your name");
    expect((await change(passwordOf("mira"), good, `${good}.`)).text).toContain("not the same");
    const done = await change(passwordOf("mira"), good);
    expect(done.to).toBe("/account?told=passwordChanged");
    const back = await change(good, passwordOf("mira"));
    expect(back.status).toBe(303);
  });

  test("ends another session of one's own, and nobody else's", async () => {
    const browser = as(mira);
    const other = ok(await people.logIn("mira", { workstation: "press-9" }));
    const { text } = await browser.visit("/account");
    expect(text).toContain("press-9");
    const { sessionId } = other.body;
    expect((await as(sam).fill("/account/sessions/end", { sessionId })).status).toBe(303);
    expect((await browser.visit("/account")).text).toContain("press-9");
    await browser.fill("/account/sessions/end", { sessionId });
    expect((await browser.visit("/account")).text).not.toContain("press-9");
  });

  test("refuses what it does not know, and tells nothing out of its address", async () => {
    const browser = as(mira);
    const credential = { credentialId: randomUUID(), why: "lost" };
    const ended = await browser.fill("/account/credentials/end", credential);
    expect(ended.status).toBe(404);
    const code = { token: "x", code: "123456" };
    expect((await browser.fill("/account/code-generator", code)).status).toBe(401);
    const { text } = await browser.visit("/account?told=<script>&next=//evil.example");
    expect(text).not.toContain("<script>&");
    expect(text).not.toContain('value="//evil');
  });
});

describe("security", () => {
  const raise = async (personId: string) => {
    const { handler, access } = service.instance;
    const text = "<script>alert(1)</script> failed five times.";
    const data = { kind: "accountLocked" as const, personId, eventId: randomUUID(), text };
    const call = { commandId: randomUUID(), id: "instance", data };
    await handler.execute(raiseSecurityAlert, call, instanceSession(access.parts.place));
  };

  test("is for those who look after accounts", async () => {
    const refused = await as(mira).visit("/security");
    expect(refused.status).toBe(403);
    expect(refused.text).toContain("Mira Example");
    const forged = await as(mira).fill("/security/unlock", { username: "sam", reason: "Please." });
    expect(forged.status).toBe(403);
    expect(forged.text).toContain("NOT_AUTHORIZED");
  });

  test("shows alerts, counts them on every page, and takes a comment", async () => {
    await raise(mira.id);
    const browser = as(sam);
    expect((await browser.visit("/account")).text).toMatch(/>1<\/span>\s*security alert</);
    const page = await browser.visit("/security");
    expect(page.text).toContain("Mira Example");
    expect(page.text).not.toContain("<script>alert");
    const alertEventId = hiddenIn(page.text, "alertEventId");
    const silent = await browser.fill("/security/acknowledge", { alertEventId, comment: " " });
    expect((await browser.follow(silent)).text).toContain("Say why, or what you found.");
    const comment = "Mira had a new keyboard.";
    const done = await browser.fill("/security/acknowledge", { alertEventId, comment });
    expect((await browser.follow(done)).text).toContain("The alert is acknowledged.");
    expect((await browser.visit("/account")).text).toContain("No security alerts");
  });

  test("an alert about oneself is somebody else's", async () => {
    await raise(sam.id);
    const browser = as(sam);
    const { text } = await browser.visit("/security");
    const alertEventId = hiddenIn(text, "alertEventId");
    const mine = await browser.fill("/security/acknowledge", {
      alertEventId,
      comment: "It was me.",
    });
    expect((await browser.follow(mine)).text).toContain("somebody else looks at it");
  });

  test("unlocks an account by its username, and ends a session, with a reason", async () => {
    for (let n = 0; n < defaultPolicy.failuresToLock; n += 1) {
      await people.logIn("mira", { password: "wrong" });
    }
    const shut = await people.logIn("mira");
    expect(shut.body.code).toBe("ACCOUNT_LOCKED");
    const browser = as(sam);
    const given = { username: "mira", reason: "She came with her badge." };
    const unlocked = await browser.fill("/security/unlock", given);
    expect((await browser.follow(unlocked)).text).toContain("The account is unlocked.");
    const { body } = ok(await people.logIn("mira"));
    const ending = { sessionId: body.sessionId, reason: "Left open." };
    const ended = await browser.fill("/security/sessions/end", ending);
    expect((await browser.follow(ended)).text).toContain("The session has ended.");
    const gone = await browser.fill("/security/unlock", { username: "nobody", reason: "x" });
    expect((await browser.follow(gone)).text).toContain("Nobody has this username");
  });
});

test("a password that is too old is changed before anything else", async () => {
  const reason = { code: "rules", text: "The site asks for it." };
  const policy = { ...defaultPolicy, passwordAge_days: 90, sessionEnd_min: 1440 };
  const at = "/v1/access-control/instance/set-access-policy";
  ok(await people.admin.give(at, policy, { claims: { reason } }));
  aged = true;
  const browser = browserOf(service.address);
  const form = { username: "mira", password: passwordOf("mira") };
  const entered = await browser.fill("/log-in", { ...form, next: "/batches/B1" });
  const led = await browser.visit(entered.to ?? "");
  expect(led.to).toBe("/account?next=%2Fbatches%2FB1");
  const { text } = await browser.visit(led.to ?? "");
  expect(text.indexOf("Change your password")).toBeLessThan(text.indexOf("Who you are here"));
  expect((await browser.visit("/")).to).toBe("/account");
  const password = "copper lantern 8203";
  const change = { former: form.password, password, again: password, next: "/batches/B1" };
  const done = await browser.fill("/account/password", change);
  expect((await browser.visit(done.to ?? "")).to).toBe("/batches/B1");
});
