// A real browser at the service's pages, with an authenticator that knows its person.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { browserOptions } from "../../access/browser-for-test.ts";

export async function openBrowser(viewport = { width: 1280, height: 900 }) {
  const folder = mkdtempSync(join(tmpdir(), "batchproof-pages-"));
  const context = await chromium.launchPersistentContext(folder, { ...browserOptions, viewport });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send("WebAuthn.enable");
  await devTools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (line) => {
    // What the service refuses is refused on purpose.
    if (line.type() === "error" && !line.text().includes("status of 4")) faults.push(line.text());
  });
  return {
    page,
    /** What went wrong in the page, a content security policy that forbids something among it. */
    faults,
    async [Symbol.asyncDispose]() {
      await context.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || !address) throw new Error("It does not listen.");
  return address.port;
}

/**
 * By hand, what is checked of every page: a language, one main heading, a title of its own, a name
 * for all that can be used, ids once, and a way to skip the bar.
 */
export const faultsOfPage = `(() => {
  const found = [];
  const { document: d } = globalThis;
  if (d.documentElement.lang !== "en") found.push("no language");
  if (!/ - Batchproof$/.test(d.title)) found.push("title: " + d.title);
  if (d.querySelectorAll("h1").length !== 1) found.push("h1");
  if (d.querySelectorAll("main").length !== 1) found.push("main");
  for (const one of d.querySelectorAll("input:not([type=hidden]), select")) {
    const label = one.labels?.[0]?.textContent ?? one.getAttribute("aria-label");
    if (!label?.trim()) found.push("no label: " + one.outerHTML);
  }
  for (const one of d.querySelectorAll("a, button")) {
    if (!(one.getAttribute("aria-label") ?? one.textContent).trim()) found.push(one.outerHTML);
  }
  const ids = [...d.querySelectorAll("[id]")].map(({ id }) => id);
  if (new Set(ids).size !== ids.length) found.push("ids: " + ids);
  for (const one of d.querySelectorAll("[aria-labelledby]")) {
    if (!d.getElementById(one.getAttribute("aria-labelledby"))) found.push(one.outerHTML);
  }
  if (d.querySelectorAll("[tabindex]:not([tabindex='-1'])").length > 0) found.push("tabindex");
  if (d.querySelector("body > a")?.getAttribute("href") !== "#content") found.push("no skip link");
  const levels = [...d.querySelectorAll("h1,h2,h3,h4")].map(({ tagName }) => Number(tagName[1]));
  levels.forEach((level, n) => {
    if (n > 0 && level > levels[n - 1] + 1) found.push("heading " + level);
  });
  if (d.documentElement.scrollWidth > d.documentElement.clientWidth) found.push("too wide");
  return found;
})()`;
