// Passkeys from a real browser: made, used, unverified, copied.
import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  assertionOptions,
  isCounterFresh,
  type Passkey,
  type RelyingParty,
  registrationOptions,
  verifyAssertion,
  verifyRegistration,
} from "../../src/access/credential/passkey.ts";
import { type Browser, isBrowserHere, startBrowser } from "./browser-for-test.ts";
import { refusal } from "./credential/refusal.ts";

const person = { userId: "person-1", username: "mfischer", printedName: "Maria Fischer" };
const knowing = { hasUserVerification: true, isUserVerified: true };
const newChallenge = () => randomBytes(32).toString("base64url");

describe.runIf(isBrowserHere())("in a browser", () => {
  let browser: Browser;
  let relyingParty: RelyingParty;
  beforeAll(async () => {
    browser = await startBrowser();
    relyingParty = { rpId: "localhost", rpName: "Batchproof", origins: [browser.origin] };
  });
  afterAll(() => browser?.close());

  const registration = (challenge: string, known: readonly Passkey[] = []) =>
    registrationOptions({ relyingParty, challenge, known, ...person });
  const assertion = (challenge: string, known: readonly Passkey[]) =>
    assertionOptions({ relyingParty, challenge, known });

  const expectation = (challenge: string) => ({ relyingParty, challenge });

  async function register(): Promise<Passkey> {
    const challenge = newChallenge();
    const answer = await browser.create(await registration(challenge));
    return verifyRegistration(answer, expectation(challenge));
  }

  async function use(passkey: Passkey, known: readonly Passkey[] = [passkey]) {
    const challenge = newChallenge();
    const answer = await browser.get(await assertion(challenge, known));
    return verifyAssertion(answer, expectation(challenge), passkey);
  }

  describe("with an authenticator that knows its person", () => {
    let authenticator: Awaited<ReturnType<Browser["authenticator"]>>;
    beforeEach(async () => {
      authenticator = await browser.authenticator(knowing);
    });
    afterEach(() => authenticator.remove());

    test("a passkey is made, used, and its counter grows", async () => {
      const passkey = await register();
      expect(passkey).toMatchObject({ transports: ["usb"], deviceBound: true });
      expect(passkey.aaguid).toMatch(/^[0-9a-f-]{36}$/);
      const first = await use(passkey);
      expect(first).toMatchObject({ credentialId: passkey.credentialId, userVerified: true });
      // Also when the browser offers what it has, before anybody said who they are.
      const second = await use(passkey, []);
      expect(isCounterFresh(passkey.counter, first.counter)).toBe(true);
      expect(isCounterFresh(first.counter, second.counter)).toBe(true);
    });

    test("a copy of it is betrayed by its counter", async () => {
      const passkey = await register();
      await use(passkey);
      const last = await use(passkey);
      await authenticator.setCounter(passkey.counter);
      const copied = await use(passkey);
      expect(isCounterFresh(last.counter, copied.counter)).toBe(false);
    });

    test("a second one on the same authenticator is not made", async () => {
      const passkey = await register();
      const options = await registration(newChallenge(), [passkey]);
      await expect(browser.create(options)).rejects.toThrow();
    });

    test("an answer is good for its challenge, site, origin and key only", async () => {
      const passkey = await register();
      const challenge = newChallenge();
      const answer = await browser.get(await assertion(challenge, [passkey]));
      const other = await register();
      const { response } = await browser.get(await assertion(challenge, [other]));
      const { signature } = response;
      const forged = { ...answer, response: { ...answer.response, signature } };
      const judge = (given: unknown, expected: object, key = passkey) =>
        refusal(verifyAssertion(given, { relyingParty, challenge, ...expected }, key));

      expect(await judge(answer, {})).toBe("nothing");
      expect(await judge(forged, {})).toBe("PASSKEY_REFUSED");
      expect(await judge(answer, { challenge: newChallenge() })).toBe("PASSKEY_REFUSED");
      expect(await judge(answer, {}, other)).toBe("PASSKEY_REFUSED");
      const { publicKey } = other;
      expect(await judge(answer, {}, { ...passkey, publicKey })).toBe("PASSKEY_REFUSED");
      for (const differs of [{ rpId: "example.com" }, { origins: ["https://evil.example"] }]) {
        const elsewhere = { relyingParty: { ...relyingParty, ...differs } };
        expect(await judge(answer, elsewhere)).toBe("PASSKEY_REFUSED");
      }
    });

    test("certificates that nobody asked for are not taken", async () => {
      const challenge = newChallenge();
      const options = { ...(await registration(challenge)), attestation: "direct" };
      const answer = await browser.create(options);
      const verifying = verifyRegistration(answer, expectation(challenge));
      expect(await refusal(verifying)).toBe("PASSKEY_REFUSED");
    });
  });

  describe("with an authenticator that does not know its person", () => {
    const unknowing = { hasUserVerification: true, isUserVerified: false };
    const withoutPin = { hasUserVerification: false, isUserVerified: false };

    test.each([unknowing, withoutPin])("the browser makes no passkey: %j", async (traits) => {
      const authenticator = await browser.authenticator(traits);
      const making = browser.create(await registration(newChallenge()));
      await expect(making).rejects.toThrow();
      await authenticator.remove();
    });

    test("and we take none, when the page asks for less than we did", async () => {
      const authenticator = await browser.authenticator(withoutPin);
      const challenge = newChallenge();
      const less = { residentKey: "discouraged", userVerification: "discouraged" };
      const options = { ...(await registration(challenge)), authenticatorSelection: less };
      const verifying = verifyRegistration(await browser.create(options), expectation(challenge));
      expect(await refusal(verifying)).toBe("PASSKEY_REFUSED");
      await authenticator.remove();
    });

    test("nor its use", async () => {
      const authenticator = await browser.authenticator(knowing);
      const passkey = await register();
      const challenge = newChallenge();
      const options = await assertion(challenge, [passkey]);
      const answer = await browser.get({ ...options, userVerification: "discouraged" });
      const verifying = verifyAssertion(answer, expectation(challenge), passkey);
      expect(await refusal(verifying)).toBe("PASSKEY_REFUSED");
      await authenticator.remove();
    });
  });
});
