// Passkeys: what is asked of a browser, and which answers are taken.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  assertionOptions,
  isCounterFresh,
  registrationOptions,
  verifyAssertion,
  verifyRegistration,
} from "../../../src/access/credential/passkey.ts";
import { credentialIdOf } from "../../../src/access/credential/passkey-answer.ts";
import { newToken } from "../../../src/access/credential/token.ts";
import { type Circumstances, createAuthenticator } from "./authenticator-for-test.ts";
import { refusal } from "./refusal.ts";

const origin = "https://batchproof.example";
const rpId = "batchproof.example";
const relyingParty = { rpId, rpName: "Batchproof", origins: [origin, `${origin}:8443`] };
const challenge = newToken();
const at = { challenge, origin, rpId };
const expectation = { relyingParty, challenge };

const made = (more: Partial<Circumstances>, by = createAuthenticator()) =>
  verifyRegistration(by.create({ ...at, ...more }), expectation);

async function used(more: Partial<Circumstances>) {
  const authenticator = createAuthenticator();
  const passkey = await made({}, authenticator);
  return verifyAssertion(authenticator.get({ ...at, ...more }), expectation, passkey);
}

test("a browser is asked to verify the person, and for our challenge", async () => {
  const known = [{ credentialId: "AAEC", transports: ["usb"] }];
  const person = { userId: "person-1", username: "mfischer", printedName: "Maria Fischer" };
  const creation = await registrationOptions({ relyingParty, challenge, known, ...person });
  expect(creation).toMatchObject({
    challenge,
    rp: { id: rpId, name: "Batchproof" },
    user: { id: "cGVyc29uLTE", name: "mfischer", displayName: "Maria Fischer" },
    excludeCredentials: [{ id: "AAEC", transports: ["usb"], type: "public-key" }],
    authenticatorSelection: { userVerification: "required" },
    attestation: "none",
  });
  const request = await assertionOptions({ relyingParty, challenge, known });
  expect(request).toMatchObject({
    ...{ challenge, rpId, userVerification: "required" },
    allowCredentials: [{ id: "AAEC", transports: ["usb"], type: "public-key" }],
  });
});

test.each(["", "AAEC", `${challenge}=`, `${challenge}A`])("%j is no challenge", async (wrong) => {
  const request = { relyingParty, challenge: wrong, known: [] };
  await expect(assertionOptions(request)).rejects.toThrow(RangeError);
  const answer = createAuthenticator().create({ ...at, challenge: wrong });
  const verifying = verifyRegistration(answer, { relyingParty, challenge: wrong });
  expect(await refusal(verifying)).toBe("PASSKEY_REFUSED");
});

test("a passkey is kept by its facts", async () => {
  const bound = await made({ counter: 7 });
  const aaguid = "00000000-0000-0000-0000-000000000000";
  expect(bound).toMatchObject({ counter: 7, deviceBound: true, transports: [], aaguid });
  expect(await made({ flags: 0x1d })).toMatchObject({ deviceBound: false });
  expect(await made({ origin: `${origin}:8443` })).toMatchObject({ deviceBound: true });
});

test("its use says which, and how far its counter is", async () => {
  const authenticator = createAuthenticator();
  const passkey = await made({}, authenticator);
  const answer = authenticator.get({ ...at, counter: 8 });
  expect(credentialIdOf(answer)).toBe(passkey.credentialId);
  expect(await verifyAssertion(answer, expectation, passkey)).toEqual({
    ...{ credentialId: passkey.credentialId, counter: 8, userVerified: true },
  });
});

describe.each([
  ["made", made],
  ["used", used],
] as const)("a passkey is refused that was %s", (_, verified) => {
  const wrong: [string, Partial<Circumstances>][] = [
    ["for another challenge", { challenge: newToken() }],
    ["at another origin", { origin: "https://batchproof.example.evil.com" }],
    ["at another port", { origin: "https://batchproof.example:444" }],
    ["without TLS", { origin: "http://batchproof.example" }],
    ["for another site", { rpId: "evil.example" }],
    ["without its person verified", { flags: 0x01 }],
    ["without its person present", { flags: 0x04 }],
    ["in a frame of another site", { client: { crossOrigin: true } }],
    ["under another site", { client: { topOrigin: "https://evil.example" } }],
    ["for something else", { client: { type: "payment.get" } }],
  ];
  test.each(wrong)("%s", async (__, more) => {
    expect(await refusal(verified(more))).toBe("PASSKEY_REFUSED");
  });
});

test("any changed character of what was signed is refused", async () => {
  const authenticator = createAuthenticator();
  const passkey = await made({}, authenticator);
  const answer = authenticator.get(at);
  const names = fc.constantFrom("clientDataJSON", "authenticatorData");
  const place = fc.nat();
  await fc.assert(
    fc.asyncProperty(names, place, fc.constantFrom(..."AQgw_-09"), async (name, index, sign) => {
      const text = answer.response[name] ?? "";
      const there = index % text.length;
      // The last character may hold bits that belong to no byte.
      fc.pre(text[there] !== sign && there < text.length - 1);
      const changed = text.slice(0, there) + sign + text.slice(there + 1);
      const response = { ...answer.response, [name]: changed };
      const verifying = verifyAssertion({ ...answer, response }, expectation, passkey);
      expect(await refusal(verifying)).toBe("PASSKEY_REFUSED");
    }),
    { numRuns: 60 },
  );
});

test("a changed number of the signature is refused", async () => {
  const authenticator = createAuthenticator();
  const passkey = await made({}, authenticator);
  const answer = authenticator.get(at);
  const bytes = Buffer.from(answer.response.signature ?? "", "base64url");
  // ECDSA-Sig-Value (RFC 3279, 2.2.3): within r, and within s. The framing has more than one form.
  for (const place of [10, bytes.length - 10]) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    const response = { ...answer.response, signature: changed.toString("base64url") };
    const verifying = verifyAssertion({ ...answer, response }, expectation, passkey);
    expect(await refusal(verifying)).toBe("PASSKEY_REFUSED");
  }
});

test("what is no answer is refused", async () => {
  const authenticator = createAuthenticator();
  const passkey = await made({}, authenticator);
  const anything = fc.oneof(fc.anything(), fc.record({ id: fc.string(), response: fc.object() }));
  await fc.assert(
    fc.asyncProperty(anything, async (answer) => {
      expect(await refusal(verifyRegistration(answer, expectation))).toBe("PASSKEY_REFUSED");
      const verifying = verifyAssertion(answer, expectation, passkey);
      expect(await refusal(verifying)).toBe("PASSKEY_REFUSED");
    }),
  );
  for (const wrong of [null, "x", {}, { id: 7 }, { id: "a b" }, { id: "x".repeat(1e6) }]) {
    expect(credentialIdOf(wrong)).toBeUndefined();
  }
});

test("a counter that does not grow is stale, except where there is none", () => {
  expect(isCounterFresh(0, 0)).toBe(true);
  expect(isCounterFresh(0, 1)).toBe(true);
  const count = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  fc.assert(
    fc.property(count, count, (kept, received) => {
      fc.pre(kept > 0 || received > 0);
      expect(isCounterFresh(kept, received)).toBe(received > kept);
    }),
  );
});
