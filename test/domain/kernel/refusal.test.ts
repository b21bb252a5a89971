// The one list of refusals: complete, and never softer than the rules that nobody may override.
import { describe, expect, test } from "vitest";
import {
  isRefusal,
  type RefusalCode,
  type RefusalRule,
  refusals,
  refuse,
} from "../../../src/domain/kernel/refusal.ts";

const rules: readonly (readonly [string, RefusalRule])[] = Object.entries(refusals);

describe.each(rules)("%s", (code, { means, override, recorded }) => {
  test("is a stable code with a meaning in a sentence", () => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    expect(means).toMatch(/^[A-Z].{10,}\.$/);
  });
  test("names who may override, and leaves a record where anybody may", () => {
    if (override === "never") return;
    expect(override.role).not.toBe("");
    expect(recorded).toBe(true);
  });
});

// Design, section 2: these hold whatever the role.
const absolute: readonly string[] = [
  "SECOND_PERSON_REQUIRED",
  "REVIEWER_NOT_INDEPENDENT",
  "SOD_CONFLICT",
  "ISSUANCE_MISMATCH",
  "IDENTITY_REUSED",
  "BATCH_RECORD_INCOMPLETE",
];
test.each(rules.filter(([code]) => absolute.includes(code)))(
  "%s is never overridden",
  (_, rule) => {
    expect(rule).toMatchObject({ override: "never", recorded: true });
  },
);

test("a refusal is told from events, and keeps what was tried", () => {
  const code: RefusalCode = "LOT_ON_HOLD";
  expect(isRefusal(refuse(code, "A hold stands on lot 5."))).toBe(true);
  expect(isRefusal([])).toBe(false);
  expect(isRefusal([{ type: "Anything", data: {} }])).toBe(false);
  expect(refuse(code, "No.")).not.toHaveProperty("attempted");
  const attempted = { materialLotId: "lot-5" };
  expect(refuse(code, "No.", attempted)).toMatchObject({ attempted });
});
