// A real browser with an authenticator that a test holds in its hand, and a page to use it from.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CDPSession, chromium } from "playwright-core";

const executablePath = "/usr/bin/chromium";

/** Where it is not installed, tests are left out; never where all tests must run. */
export const isBrowserHere = (): boolean => {
  if (existsSync(executablePath) || process.env.CI === "true") return true;
  console.info(`${executablePath} is missing: the tests with a browser are left out.`);
  return false;
};

export type Browser = Awaited<ReturnType<typeof startBrowser>>;

export async function startBrowser() {
  const folder = mkdtempSync(join(tmpdir(), "batchproof-browser-"));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const { origin, close: closeServer } = await servePage();
  const context = await chromium
    .launchPersistentContext(folder, browserOptions)
    .catch(async (error: unknown) => {
      await closeServer();
      removeFolder();
      throw error;
    });
  const page = await context.newPage();
  const devTools = await context.newCDPSession(page);
  await devTools.send("WebAuthn.enable");
  await page.goto(origin);

  return {
    origin,
    authenticator: (traits: AuthenticatorTraits) => createAuthenticator(devTools, traits),
    /** The answer of the browser as JSON; it throws what the browser throws. */
    create: (options: unknown): Promise<Answer> => page.evaluate(call("create", options)),
    get: (options: unknown): Promise<Answer> => page.evaluate(call("get", options)),
    async close() {
      await context.close();
      await closeServer();
      removeFolder();
    },
  };
}

export interface Answer {
  readonly id: string;
  readonly response: Readonly<Record<string, string>>;
}

/** Whether it can tell who its person is, and whether it does. */
export interface AuthenticatorTraits {
  readonly hasUserVerification: boolean;
  readonly isUserVerified: boolean;
}

async function createAuthenticator(devTools: CDPSession, traits: AuthenticatorTraits) {
  const { authenticatorId } = await devTools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "usb",
      hasResidentKey: true,
      ...traits,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** What somebody does who has a copy of the authenticator as it was before. */
    async setCounter(signCount: number) {
      const { credentials } = await devTools.send("WebAuthn.getCredentials", { authenticatorId });
      for (const credential of credentials) {
        const { credentialId } = credential;
        await devTools.send("WebAuthn.removeCredential", { authenticatorId, credentialId });
        const copy = { ...credential, signCount };
        await devTools.send("WebAuthn.addCredential", { authenticatorId, credential: copy });
      }
    },
    remove: () => devTools.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
  };
}

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How it is started here. */
export const browserOptions = { executablePath, headless: true, args };

const call = (name: string, options: unknown): string => `${name}(${JSON.stringify(options)})`;

const html = `<!doctype html><title>Passkeys</title><script>
  const create = async (json) => (await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) })).toJSON();
  const get = async (json) => (await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) })).toJSON();
</script>`;

async function servePage() {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("It does not listen.");
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { origin: `http://localhost:${address.port}`, close };
}
