// The way in with a real browser: from the first administrator's link to logging in by passkey.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isBrowserHere } from "../../access/browser-for-test.ts";
import { passwordOf } from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { faultsOfPage, freePort, openBrowser } from "./real-browser-for-test.ts";

describe.runIf(isBrowserHere())("with a browser", () => {
  let service: ServiceForTest;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let origin: string;
  beforeAll(async () => {
    const port = await freePort();
    origin = `http://localhost:${port}`;
    const environment = { PUBLIC_URL: origin, PORT: String(port) };
    service = await startService({ environment, port });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]();
    await service?.[Symbol.asyncDispose]();
  });

  const check = async () => expect(await browser.page.evaluate(faultsOfPage)).toEqual([]);
  const press = (name: string) => browser.page.getByRole("button", { name, exact: true }).click();
  const at = () => new URL(browser.page.url()).pathname;

  test("somebody becomes the first administrator by the link", async () => {
    const { page } = browser;
    const [offer] = service.instance.access.founding.offers;
    await page.goto(`${origin}/welcome?token=${offer?.token}`);
    await check();
    await page.getByLabel("Username").fill("ada");
    await page.getByLabel("Full name").fill("Ada Novak");
    await page.getByLabel("Initials").fill("AN");
    await page.getByLabel("New password").fill(passwordOf("ada"));
    await page.getByLabel("The same password again").fill(passwordOf("ada"));
    await press("Become the first administrator");
    expect(at()).toBe("/log-in");
    expect(await page.getByRole("status").textContent()).toContain("Your account is made");
    await check();
  });

  test("logs in with the keyboard alone, accepts the statement, and adds a passkey", async () => {
    const { page } = browser;
    await page.keyboard.type("ada");
    await page.keyboard.press("Tab");
    await page.keyboard.type(passwordOf("ada"));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/statement");
    await check();
    await press("I accept this statement");
    await page.waitForURL("**/account?told=statementAccepted");
    await check();
    await page.getByLabel("Name of the new passkey").fill("my tablet");
    await press("Add a passkey");
    await page.waitForURL("**/account?told=passkeyAdded");
    expect(await page.getByRole("rowheader", { name: "my tablet" }).count()).toBe(1);
  });

  test("logs out, and in by passkey, to the page that was asked for", async () => {
    const { page } = browser;
    await press("Log out");
    expect(at()).toBe("/log-in");
    await page.goto(`${origin}/account`);
    expect(page.url()).toBe(`${origin}/log-in?next=%2Faccount`);
    await press("Log in with a passkey");
    await page.waitForURL("**/account");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Ada Novak");
  });

  test("locks, unlocks, and logs out; and nothing went wrong in any page", async () => {
    const { page } = browser;
    await press("Lock");
    await page.waitForURL("**/unlock?**");
    await check();
    await page.keyboard.type(passwordOf("ada"));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/account");
    await press("Lock");
    await page.waitForURL("**/unlock?**");
    await press("Use a passkey");
    await page.waitForURL("**/account");
    await page.goto(`${origin}/prove?next=/account`);
    await check();
    await press("Use a passkey");
    await page.waitForURL("**/account");
    await press("Set up a code generator");
    await check();
    await press("Log out");
    expect(at()).toBe("/log-in");
    expect(browser.faults).toEqual([]);
  });
});
