// As supplier or as manufacturer of a material, at a site, from a day on.
import { describe, expect, test } from "vitest";
import { party } from "../../../src/domain/party/party.ts";
import { approveSource, suspendSource } from "../../../src/domain/party/source/commands.ts";
import { standingOn } from "../../../src/domain/party/source/source.ts";
import { given, stateOf } from "../../given.ts";

const material = { materialDefinitionId: "starch", name: "Maize starch" };
const registered = {
  type: "PartyRegistered",
  data: { name: "Stärke AG", kind: "other", identifiers: [] },
};
const wanted = { role: "supplier" as const, material, from: "2026-11-20", until: "2027-11-19" };
const approved = (more = {}) => ({
  type: "SourceApproved",
  data: { ...wanted, site: "site-1", ...more },
});
const off = { role: "supplier" as const, material };
const suspended = { type: "SourceSuspended", data: { ...off, site: "site-1" } };
const reason = { code: "AUDIT", text: "Findings of the audit." };

describe("approving a source", () => {
  test("happens for the site where it is done", () => {
    given(registered).when(approveSource, wanted).then(approved());
    given(registered, approved())
      .when(approveSource, wanted, { site: "site-2" })
      .then(approved({ site: "site-2" }));
  });
  test("is ignored when repeated, and not once it was suspended", () => {
    given(registered, approved()).when(approveSource, wanted).thenNothing();
    given(registered, approved(), suspended).when(approveSource, wanted).then(approved());
  });
  test("is refused of nobody, by a machine, and of a time that is none", () => {
    given().when(approveSource, wanted).thenRefused("NOT_FOUND");
    const actor = { kind: "service" as const, id: "s", name: "Service" };
    given(registered).when(approveSource, wanted, { actor }).thenRefused("UNAUTHENTICATED");
    given(registered)
      .when(approveSource, { ...wanted, until: "2026-11-19" })
      .thenRefused("MALFORMED_COMMAND");
  });
});

describe("suspending a source", () => {
  test("happens with a reason, and once", () => {
    given(registered, approved()).when(suspendSource, off, { reason }).then(suspended);
    given(registered, approved(), suspended).when(suspendSource, off, { reason }).thenNothing();
    given(registered, approved()).when(suspendSource, off).thenRefused("REASON_REQUIRED");
    given(registered).when(suspendSource, off, { reason }).thenRefused("NOT_FOUND");
    given().when(suspendSource, off, { reason }).thenRefused("NOT_FOUND");
  });
});

test("approved is a role, of a material, at a site, within its days", () => {
  const key = { role: "supplier", materialDefinitionId: "starch", site: "site-1" } as const;
  const on = (date: string, asked: Parameters<typeof standingOn>[1], ...past: object[]) => {
    const state = stateOf(party, [registered, ...(past as [])]);
    return state.status === "unknown" ? undefined : standingOn(state.sources, asked, date);
  };
  expect(on("2026-11-20", key, approved())).toBe("approved");
  expect(on("2027-11-19", key, approved())).toBe("approved");
  for (const date of ["2026-11-19", "2027-11-20"]) {
    expect(on(date, key, approved())).toBe("notApproved");
  }
  expect(on("2026-11-20", { ...key, role: "manufacturer" }, approved())).toBe("notApproved");
  expect(on("2026-11-20", { ...key, site: "site-2" }, approved())).toBe("notApproved");
  expect(on("2026-11-20", { ...key, materialDefinitionId: "x" }, approved())).toBe("notApproved");
  expect(on("2026-11-20", key, approved(), suspended)).toBe("notApproved");
  const conditions = "Each lot is tested in full.";
  expect(on("2026-11-20", key, approved({ conditions }))).toBe("conditional");
});
