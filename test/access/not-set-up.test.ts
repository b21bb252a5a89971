// What nobody has set up is refused before anything is looked up.
import { expect, test } from "vitest";
import type { AccessParts } from "../../src/access/parts.ts";
import { beginSignOn } from "../../src/access/person/single-sign-on.ts";
import { offerAssertion } from "../../src/access/proof/passkey.ts";

const parts = { oidc: undefined, relyingParty: undefined } as AccessParts;

test("no address of its own, no passkeys", async () => {
  expect(await offerAssertion(parts)).toMatchObject({ refused: "PASSKEY_UNAVAILABLE" });
});

test("no identity provider, no single sign-on", async () => {
  expect(await beginSignOn(parts)).toMatchObject({ refused: "SINGLE_SIGN_ON_UNAVAILABLE" });
});
