// A signing as it stands: asked for, applied or failed, perhaps withdrawn.
import { expect, test } from "vitest";
import { SignatureApplied } from "../../../src/domain/signature/events.ts";
import { signature } from "../../../src/domain/signature/signature.ts";
import { stateOf } from "../../given.ts";

const digest = "a".repeat(64);
const signed = {
  kind: "batch" as const,
  id: "b-1",
  fromRevision: 0,
  toRevision: 41,
  asOf: 120,
  contentDigest: digest,
  renderingDigest: digest,
};
const shown = { signed, meaning: "approved" as const, signerId: "p-1" };
const requested = {
  type: "SignatureRequested",
  data: { ...shown, expiresAt: "2026-11-20T08:05:00.000Z" },
};
const application = {
  ...shown,
  username: "eva",
  printedName: "Eva Example",
  role: "qaRelease",
  zone: "Europe/Berlin",
  assurance: "password+totp",
  statementDigest: digest,
  policyVersion: "1",
};
const applied = { type: "SignatureApplied", data: application };
const failed = { type: "SignatureFailed", data: { ...shown, why: "credentialWrong" } };
const withdrawn = { type: "SignatureWithdrawn", data: { signerId: "p-1" } };

test.each([
  ["nothing", [], { status: "none" }],
  ["a request", [requested], { status: "requested" }],
  ["a request that failed", [requested, failed], { status: "requested" }],
  ["a failure alone", [failed], { status: "none" }],
  ["a signature", [requested, applied], { status: "applied", applied: application }],
  ["a signature after a failure", [requested, failed, applied], { status: "applied" }],
  ["a second request", [requested, applied, requested], { status: "applied" }],
  ["a withdrawal", [requested, applied, withdrawn], { status: "withdrawn", applied: application }],
  ["a withdrawal of nothing", [requested, withdrawn], { status: "requested" }],
])("after %s", (_, past, state) => {
  expect(stateOf(signature, past)).toMatchObject(state);
});

test("it is in the trail of the record and of the signer", () => {
  expect(SignatureApplied.subjects(application)).toEqual([{ batch: "b-1" }, { person: "p-1" }]);
});

test.each(["printedName", "meaning", "zone", "role", "username", "signed"] as const)(
  "it is none without its %s",
  (field) => {
    const { [field]: _, ...less } = application;
    expect(SignatureApplied.data.safeParse(less).success).toBe(false);
  },
);
