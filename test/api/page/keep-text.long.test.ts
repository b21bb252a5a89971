// What somebody has written stays in the page while the session is locked, for nobody else.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isBrowserHere } from "../../access/browser-for-test.ts";
import { steppedClock } from "../attack/attack-for-test.ts";
import { establishPeople, type People, passwordOf } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { openBrowser } from "./real-browser-for-test.ts";

describe.runIf(isBrowserHere())("with a browser", () => {
  const clock = steppedClock();
  let service: ServiceForTest;
  let people: People;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    service = await startService({ clock });
    people = await establishPeople(service);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await service?.[Symbol.asyncDispose]();
  });

  const logIn = async (cookie: string) => {
    const [name = "", value = ""] = cookie.split("=");
    await browser.page.context().addCookies([{ name, value, url: service.address }]);
  };
  const reason = () => browser.page.getByRole("textbox", { name: "Reason what you made sure of" });
  const write = async () => {
    const { page } = browser;
    await page.goto(`${service.address}/security`);
    await page.getByRole("textbox", { name: "Username" }).fill("ada");
    await reason().fill("She called, and I know her voice");
  };
  const send = () => browser.page.getByRole("button", { name: "Unlock", exact: true }).click();

  test("the same person unlocks it in place, and it is sent [A11d-11.7-8]", async () => {
    const { page, faults } = browser;
    await logIn(people.security.cookie);
    await write();
    clock.step({ minutes: 16 });
    // What is known of a session is known for half a second.
    await page.waitForTimeout(600);
    await send();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    expect(await reason().inputValue()).toContain("her voice");
    await dialog.getByLabel("Password").fill("not the password");
    await dialog.getByRole("button", { name: "Unlock and send" }).click();
    await dialog.getByRole("alert").filter({ hasText: /./ }).waitFor();
    await dialog.getByLabel("Password").fill(passwordOf(people.security.username));
    await dialog.getByRole("button", { name: "Unlock and send" }).click();
    await page.getByRole("status").waitFor();
    expect(await page.evaluate("localStorage.length + sessionStorage.length")).toBe(0);
    expect(faults).toEqual([]);
  });

  test("somebody else sends nothing of it [A11d-11.7-8]", async () => {
    const { page } = browser;
    await write();
    await logIn(people.admin.cookie);
    await send();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("somebody else is logged in here").waitFor();
    expect(await dialog.getByLabel("Password").isVisible()).toBe(false);
    expect(new URL(page.url()).pathname).toBe("/security");
  });
});
