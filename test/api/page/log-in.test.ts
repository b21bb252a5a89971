// Logging in by form: what is asked, what is told, and where it leads.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localPath } from "../../../src/api/page/local-path.ts";
import { codeAt } from "../../access/credential/code-for-test.ts";
import { establishPeople, type People, passwordOf } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { type BrowserForTest, browserOf, hiddenIn } from "./form-for-test.ts";

let service: ServiceForTest;
let people: People;
beforeAll(async () => {
  service = await startService();
  people = await establishPeople(service);
  await people.person("mira", { role: "operator" });
  await people.person("sam", { role: "security" });
});
afterAll(() => service[Symbol.asyncDispose]());

const browserHere = (): BrowserForTest => browserOf(service.address);
const form = (username: string, more: Record<string, string> = {}) => ({
  username,
  password: passwordOf(username),
  code: "",
  workstation: "press-1",
  ...more,
});

/** Past the page that says that another session is open. */
const goingOn = (to: string | null): string => (to ?? "").replace(/[?&]elsewhere=yes/, "");

async function loggedIn(username: string): Promise<BrowserForTest> {
  const browser = browserHere();
  await browser.fill("/log-in", form(username));
  return browser;
}

describe("whoever is not logged in", () => {
  test("is led to log in, and from there to the page that was asked for", async () => {
    const browser = browserHere();
    const led = await browser.visit("/traces?from=a:1&direction=forward");
    expect(led.status).toBe(303);
    const page = await browser.follow(led);
    expect(page.text).not.toContain('href="/"');
    const next = hiddenIn(page.text, "next").replaceAll("&amp;", "&");
    expect(next).toBe("/traces?from=a:1&direction=forward");
    const done = await browser.fill("/log-in", form("mira", { next }));
    expect(done.to).toMatch(/^\/logged-in\?next=/);
    expect((await browser.visit(goingOn(done.to))).to).toBe(next);
  });

  test("and led here by another site, is asked once more, with the cookie", async () => {
    const { status, text } = await browserHere().visit("/batches/B1", {
      "sec-fetch-site": "cross-site",
    });
    expect(status).toBe(200);
    expect(text).toContain('content="0; url=/batches/B1"');
  });

  test("is told in JSON, where it is no browser", async () => {
    const reply = await service.get("/v1/batches");
    expect(reply).toMatchObject({ status: 401, body: { code: "LOG_IN_REQUIRED" } });
  });
});

describe("a log-in that fails", () => {
  test("tells the same of a name that nobody has, and keeps no password", async () => {
    const pages = [];
    for (const username of ["mira", "nobody"]) {
      const { status, text } = await browserHere().fill("/log-in", {
        ...form(username),
        password: "green horse 4711",
      });
      expect(status).toBe(401);
      expect(text).not.toContain("green horse");
      expect(text).toContain('role="alert"');
      pages.push(text.replaceAll(username, "somebody"));
    }
    expect(pages[0]).toBe(pages[1]);
  });

  test("shows what was typed as text, and asks for what is missing", async () => {
    const evil = '"><script>alert(1)</script>';
    const { text } = await browserHere().fill("/log-in", form(evil));
    expect(text).not.toContain("<script>alert");
    expect((await browserHere().fill("/log-in", { username: "mira" })).status).toBe(400);
    const { body } = await service.send("POST", "/v1/session", "username=mira&password=x", {
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(body.code).toBe("MEDIA_TYPE_UNSUPPORTED");
  });

  test("of a form of another site, is refused", async () => {
    const headers = { "sec-fetch-site": "cross-site" };
    expect((await browserHere().fill("/log-in", form("mira"), headers)).status).toBe(403);
  });
});

describe("an address to go on to", () => {
  test.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "/log-out",
    "/welcome?token=x",
    "/log-in?next=/",
    "",
  ])("is never %j", async (next) => {
    expect(localPath(next)).toBeUndefined();
  });

  test("is the start page instead, also when a form or an address was forged", async () => {
    const browser = browserHere();
    const done = await browser.fill("/log-in", form("mira", { next: "//evil.example" }));
    expect((await browser.visit(goingOn(done.to))).to).toBe("/");
    const page = await browser.visit("/log-in?next=https://evil.example");
    expect(page.text).not.toContain("evil.example");
  });

  test("is a page of ours", () => {
    expect(localPath("/batches/B1?a=%C3%BC#x")).toBe("/batches/B1?a=%C3%BC");
  });
});

test("who may read no records is not greeted by a refusal", async () => {
  const browser = await loggedIn("sam");
  expect((await browser.visit("/logged-in")).to).toBe("/security");
});

test("a session that is open elsewhere too is told of", async () => {
  await loggedIn("mira");
  const browser = browserHere();
  const done = await browser.fill("/log-in", form("mira", { workstation: "press-2" }));
  const { text } = await browser.follow(done);
  expect(text).toContain("You are logged in elsewhere too");
});

test("a locked session shows nothing, until the same person unlocks it", async () => {
  const browser = await loggedIn("mira");
  const locked = await browser.fill("/lock", { next: "/traces?from=a:1" });
  expect(locked.to).toBe("/unlock?next=%2Ftraces%3Ffrom%3Da%3A1");
  expect((await browser.visit("/batches/B1")).to).toBe("/unlock?next=%2Fbatches%2FB1");
  const page = await browser.visit(locked.to ?? "");
  expect(page.text).toContain("Mira Example is logged in here");
  expect(page.text).not.toContain('href="/account"');
  const wrong = await browser.fill("/unlock", { password: "wrong" });
  expect(wrong.status).toBe(401);
  const right = { password: passwordOf("mira"), next: "//evil.example" };
  expect((await browser.fill("/unlock", right)).to).toBe("/logged-in");
  expect((await browser.visit("/")).status).toBe(200);
});

test("log-out ends the session and clears the cookie", async () => {
  const browser = await loggedIn("mira");
  const out = await browser.fill("/log-out");
  expect(out.to).toBe("/log-in?told=loggedOut");
  expect(out.page.headers.getSetCookie().join()).toContain("Max-Age=0");
  expect((await browser.visit("/account")).status).toBe(303);
});

test("with a code generator, the code is asked for and the name kept", async () => {
  await people.person("otto", { role: "operator" });
  const browser = await loggedIn("otto");
  const offer = await browser.fill("/account/code-generator-offer");
  expect(offer.text).toContain("Set up a code generator");
  const token = hiddenIn(offer.text, "token");
  const key = /class="secret">([A-Z2-7 ]+)</.exec(offer.text)?.[1]?.replaceAll(" ", "") ?? "";
  const set = await browser.fill("/account/code-generator", {
    token,
    code: codeAt(key, new Date()),
  });
  expect(set.to).toBe("/account?told=generatorSet");

  const other = browserHere();
  const asked = await other.fill("/log-in", form("otto"));
  expect(asked.status).toBe(401);
  expect(asked.text).toContain("A second factor is needed.");
  expect(asked.text).toContain('value="otto"');
  expect(asked.text).toContain('autocomplete="one-time-code"');
  const wrong = await other.fill("/log-in", form("otto", { code: "000 000" }));
  expect(wrong.text).toContain('name="code"');
  // That of the present step was used to set it up.
  const code = codeAt(key, new Date(), 1);
  const done = await other.fill(
    "/log-in",
    form("otto", { code: `${code.slice(0, 3)} ${code.slice(3)}` }),
  );
  expect(done.status).toBe(303);
});
