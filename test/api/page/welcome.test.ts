// Links that work once: the first administrator, an invitation, a recovery.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { accepted, loggedIn, ok, passwordOf, type Somebody } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { browserOf, hiddenIn } from "./form-for-test.ts";

let service: ServiceForTest;
let token: string;
let ofSecurity: string;
let ada: Somebody;
let sam: Somebody;
beforeAll(async () => {
  service = await startService();
  [token = "", ofSecurity = ""] = service.instance.access.founding.offers.map(
    (offer) => offer.token,
  );
});
afterAll(() => service[Symbol.asyncDispose]());

const twice = (password: string) => ({ password, again: password });
const first = { username: "ada", printedName: "<script>alert(1)</script>", initials: "AN" };

test("before people exist, pages are open and say so, and nobody can log in", async () => {
  const browser = browserOf(service.address);
  const start = await browser.visit("/");
  expect(start).toMatchObject({ status: 200 });
  expect(start.text).toContain("Nobody is logged in: whatever");
  const page = await browser.visit("/log-in");
  expect(page.text).toContain("Nobody has an account here yet");
  expect(page.text).not.toContain('name="password"');
});

test("in the demo's folder the page promises no link, and says where to try it", async () => {
  const { parts } = service.instance.access;
  vi.spyOn(parts, "isDemonstration").mockResolvedValueOnce(true);
  const { text } = await browserOf(service.address).visit("/log-in");
  expect(text).toContain("nobody logs in here");
  expect(text).toContain("npx batchproof serve");
  expect(text).not.toContain("finds a link");
  expect(text).not.toContain('name="password"');
});

test("the first administrator's link shows the form, and holds the token once", async () => {
  const { status, text } = await browserOf(service.address).visit(`/welcome?token=${token}`);
  expect(status).toBe(200);
  expect(text.split(token)).toHaveLength(2);
  expect(hiddenIn(text, "token")).toBe(token);
  expect(text).toContain("at least 12 characters");
  expect(text).toContain("My account and what proves my identity are mine alone");
  expect(text).not.toMatch(/href="(?!#content)/);
  expect(text).toContain('action="/welcome"');
});

test("a link that is none says so, and is not echoed", async () => {
  for (const wrong of ["nothing-of-ours", "invitation.YQ.<b>", ""]) {
    const { status, text } = await browserOf(service.address).visit(
      `/welcome?${new URLSearchParams({ token: wrong })}`,
    );
    expect(status).toBe(410);
    if (wrong) expect(text).not.toContain(wrong);
  }
});

test("what is wrong with name or password is said in words, and nothing is begun", async () => {
  const browser = browserOf(service.address);
  const good = passwordOf("ada");
  const cases = [
    [{ ...first, password: good, again: `${good}!` }, "not the same"],
    [{ ...first, ...twice("xyzzy 9") }, "It is too short."],
    [{ ...first, ...twice("qwertyuiop123") }, "It would soon be guessed"],
    [{ ...first, username: "-ada-", ...twice(good) }, "A username has up to 40"],
    [{ ...first, printedName: "", ...twice(good) }, "A username has up to 40"],
  ] as const;
  const early = { ...first, token: ofSecurity, ...twice(good) };
  expect((await browser.fill("/welcome", early)).text).toContain("uses the other link before");
  for (const [form, words] of cases) {
    const { status, text } = await browser.fill("/welcome", { token, ...form });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).toContain(words);
    expect(text).toContain('role="alert"');
    expect(text).not.toContain(form.password);
  }
  expect(await service.instance.access.peopleExist()).toBe(false);
});

test("the first administrator is made, logs in, and a name is text and no markup", async () => {
  const browser = browserOf(service.address);
  const made = await browser.fill("/welcome", { token, ...first, ...twice(passwordOf("ada")) });
  expect(made).toMatchObject({ status: 303, to: "/log-in?told=founder" });
  expect((await browser.follow(made)).text).toContain("Your account is made");
  const again = await browser.visit(`/welcome?token=${token}`);
  expect(again.status).toBe(410);
  expect(again.text).not.toContain(token);
  ada = await accepted(await loggedIn(service.address, "ada"));
  const { text } = await browserOf(service.address, ada.cookie).visit("/account");
  expect(text).not.toContain("<script>alert");
  expect(text).toContain("&lt;script&gt;alert(1)");
});

test("the first of security is somebody else, and comes after the administrator", async () => {
  const browser = browserOf(service.address);
  const page = await browser.visit(`/welcome?token=${ofSecurity}`);
  expect(page.text).toContain("Become the first of security");
  const form = { token: ofSecurity, initials: "SB", ...twice(passwordOf("sam")) };
  const taken = await browser.fill("/welcome", { ...form, username: "ada", printedName: "Sam" });
  expect(taken.status).toBe(409);
  expect(taken.text).toContain('role="alert"');
  const made = await browser.fill("/welcome", { ...form, username: "sam", printedName: "Sam B" });
  expect(made).toMatchObject({ status: 303, to: "/log-in?told=founder" });
  sam = await accepted(await loggedIn(service.address, "sam"));
  expect((await sam.get("/v1/session")).body).toMatchObject({
    identityVerified: true,
    roles: [{ role: "security" }],
  });
});

async function enrolled(username: string): Promise<string> {
  const id = randomUUID();
  const data = { username, printedName: `${username} Example`, initials: "X", account: "personal" };
  ok(await ada.give(`/v1/people/${id}/enrol-person`, data));
  return id;
}

test("an invitation greets by name, takes a password, and works once", async () => {
  const id = await enrolled("mira");
  const { body } = ok(await ada.post(`/v1/people/${id}/invite`, { commandId: randomUUID() }));
  const browser = browserOf(service.address);
  const page = await browser.visit(`/welcome?${new URLSearchParams({ token: body.link })}`);
  expect(page.text).toContain("Welcome, mira Example");
  expect(page.text).not.toContain('name="printedName"');
  const form = { token: hiddenIn(page.text, "token"), ...twice(passwordOf("mira")) };
  const done = await browser.fill("/welcome", form);
  expect(done.to).toBe("/log-in?told=welcome");
  expect((await browser.fill("/welcome", form)).status).toBe(410);
  await loggedIn(service.address, "mira");
});

test("a recovery asks for the code of a second person, and ends what was open", async () => {
  const browser = browserOf(service.address);
  const mira = await loggedIn(service.address, "mira");

  const reason = { code: "lost", text: "Forgot it." };
  const at = `/v1/people/${mira.id}`;
  const asked = ok(await ada.post(`${at}/request-recovery`, { commandId: randomUUID(), reason }));
  const { link } = asked.body;
  const approved = ok(await sam.post(`${at}/approve-recovery`, { commandId: randomUUID() }));
  const page = await browser.visit(`/welcome?${new URLSearchParams({ token: link })}`);
  expect(page.text).toContain("Recover your account, mira Example");
  const form = { token: link, ...twice("magenta ladder 4711 owl") };
  const wrong = await browser.fill("/welcome", { ...form, code: "0000-0000-00" });
  expect(wrong.status).toBe(401);
  expect(wrong.text).toContain("Link or code is not right");
  const done = await browser.fill("/welcome", { ...form, code: approved.body.code });
  expect(done.to).toBe("/log-in?told=recovered");
  expect((await mira.get("/v1/session")).status).toBe(401);
});
