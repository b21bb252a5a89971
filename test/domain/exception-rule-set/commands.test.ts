// The exception rules of a site: written by one, approved by another, in use from an instant.
import { describe, expect, test } from "vitest";
import {
  approveExceptionRules,
  draftExceptionRules,
  returnExceptionRules,
  submitExceptionRules,
} from "../../../src/domain/exception-rule-set/commands.ts";
import {
  effectiveRules,
  exceptionRuleSet,
} from "../../../src/domain/exception-rule-set/exception-rule-set.ts";
import { shippedRules } from "../../../src/domain/kernel/exception/shipped.ts";
import { digestOf } from "../../../src/domain/kernel/recipe/digest.ts";
import { bela, given, now, person, stateOf } from "../../given.ts";

const id = "site-1";
const site = id;
const override = shippedRules.rules.find(({ kind }) => kind === "override")!;
const rules = [shippedRules.rules[0]!, override];
const others = [shippedRules.rules[1]!, override];
const digest = digestOf(rules);
const seen = { version: 1, digest };
const drafted = { type: "ExceptionRulesDrafted", data: { ...seen, rules } };
const submitted = { type: "ExceptionRulesSubmitted", data: seen, by: bela };
const approved = { type: "ExceptionRulesApproved", data: { ...seen, effectiveFrom: now } };
const reason = { code: "review", text: "A rule was missing." };
const nobody = { method: "none" as const };
const vera = person("vera", "qa");

describe("drafting", () => {
  test("happens", () => {
    given().when(draftExceptionRules, { rules }, { id, site }).then(drafted);
  });
  test("is repeated", () => {
    given(drafted).when(draftExceptionRules, { rules }, { id, site }).thenNothing();
  });
  test("of an open version replaces what was read, with a reason", () => {
    const other = { rules: others, replaces: digest };
    given(drafted)
      .when(draftExceptionRules, other, { id, site, reason })
      .then({ ...drafted, data: { version: 1, digest: digestOf(others), ...other } });
    given(drafted)
      .when(draftExceptionRules, { rules: others }, { id, site, reason })
      .thenRefused("RECORD_CHANGED_SINCE_VIEW");
    given(drafted).when(draftExceptionRules, other, { id, site }).thenRefused("REASON_REQUIRED");
  });
  test("after an approved version begins the next", () => {
    given(drafted, submitted, approved)
      .when(draftExceptionRules, { rules: others }, { id, site })
      .then({ ...drafted, data: { version: 2, digest: digestOf(others), rules: others } });
  });
  test("is refused under another id than the site's, and with two rules of one key", () => {
    given().when(draftExceptionRules, { rules }, { id: "site-2", site }).thenRefused("NOT_FOUND");
    given()
      .when(draftExceptionRules, { rules: [...rules, ...rules] }, { id, site })
      .thenRefused("RULES_FAULTY");
  });
});

describe("submitting", () => {
  test("happens", () => {
    given(drafted)
      .when(submitExceptionRules, seen, { actor: bela })
      .then({ type: "ExceptionRulesSubmitted", data: seen });
  });
  test("is repeated", () => {
    given(drafted, submitted).when(submitExceptionRules, seen).thenNothing();
  });
  test("is refused of what is not there, of another content, and to nobody", () => {
    given().when(submitExceptionRules, seen).thenRefused("NOT_FOUND");
    given(drafted)
      .when(submitExceptionRules, { ...seen, digest: "e".repeat(64) })
      .thenRefused("RECORD_CHANGED_SINCE_VIEW");
    given(drafted)
      .when(submitExceptionRules, seen, { authentication: nobody })
      .thenRefused("UNAUTHENTICATED");
  });
});

test.each([
  ["without one", []],
  ["where it is not critical", [{ ...override, severity: "major" as const }]],
  ["where it looks into some sections", [{ ...override, sections: [9] }]],
])("redlining is always an exception: no rules are submitted %s", (_what, more) => {
  const written = [shippedRules.rules[0]!, ...more];
  const version = { version: 1, digest: digestOf(written) };
  const drafting = { type: "ExceptionRulesDrafted", data: { ...version, rules: written } };
  given(drafting).when(submitExceptionRules, version, { actor: bela }).thenRefused("RULES_FAULTY");
});

describe("returning", () => {
  const findings = { ...seen, findings: "Time limits are missing." };
  test("happens, and it is a draft again", () => {
    const returned = { type: "ExceptionRulesReturned", data: findings };
    given(drafted, submitted).when(returnExceptionRules, findings, { actor: vera }).then(returned);
    given(drafted, submitted, returned)
      .when(approveExceptionRules, seen, { actor: vera })
      .thenRefused("MASTER_NOT_SUBMITTED");
  });
});

describe("approving", () => {
  test("happens by another person, from now or later", () => {
    given(drafted, submitted).when(approveExceptionRules, seen, { actor: vera }).then(approved);
    const effectiveFrom = "2027-01-01T00:00:00.000Z";
    given(drafted, submitted)
      .when(approveExceptionRules, { ...seen, effectiveFrom }, { actor: vera })
      .then({ ...approved, data: { ...seen, effectiveFrom } });
  });
  test("is repeated", () => {
    given(drafted, submitted, approved)
      .when(approveExceptionRules, seen, { actor: vera })
      .thenNothing();
  });
  test("is refused before submission, to an author, to the submitter, to nobody, too early", () => {
    given(drafted)
      .when(approveExceptionRules, seen, { actor: vera })
      .thenRefused("MASTER_NOT_SUBMITTED");
    given(drafted, submitted)
      .when(approveExceptionRules, seen)
      .thenRefused("REVIEWER_NOT_INDEPENDENT");
    given(drafted, submitted)
      .when(approveExceptionRules, seen, { actor: bela })
      .thenRefused("SECOND_PERSON_REQUIRED");
    given(drafted, submitted)
      .when(approveExceptionRules, seen, { actor: vera, authentication: nobody })
      .thenRefused("UNAUTHENTICATED");
    given(drafted, submitted)
      .when(
        approveExceptionRules,
        { ...seen, effectiveFrom: "2026-11-20T07:59:59.999Z" },
        { actor: vera },
      )
      .thenRefused("EFFECTIVE_TOO_EARLY");
  });
});

test("until a version is in effect, the rules that ship count", () => {
  const later = { ...approved, data: { ...seen, effectiveFrom: "2026-12-01T00:00:00.000Z" } };
  const state = stateOf(exceptionRuleSet, [drafted, submitted, later]);
  expect(effectiveRules(state, now)).toBe(shippedRules);
  expect(effectiveRules(state, "2026-12-01T00:00:00.000Z")).toEqual({ ...seen, rules });
});
