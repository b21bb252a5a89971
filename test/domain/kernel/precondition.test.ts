// What a claimed time cannot do: make an approval older, or record what is still to come.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  judgedAt,
  refuseAhead,
  refuseBackdated,
  refuseUnlessPerson,
  refuseWithoutReason,
} from "../../../src/domain/kernel/precondition.ts";
import { anna, authenticated, now } from "../../given.ts";

const minutes = (n: number): string => new Date(Date.parse(now) + n * 60_000).toISOString();
const claimed = (occurredAt: string) => ({ occurredAt, at: now, actor: anna });
const device = { kind: "device" as const, id: "scale-1", name: "Scale 1" };
const source = { kind: "import" as const, id: "import-1", name: "Import" };

describe("a reason", () => {
  test("is there", () => {
    expect(refuseWithoutReason({ reason: undefined })).toMatchObject({
      refused: "REASON_REQUIRED",
    });
  });
  test.each(["ok", "OK.", "Error!", "updated", " - ", "x.", "Correction", "n/a"])(
    "%j says nothing of why",
    (text) => {
      const reason = { code: "R", text };
      expect(refuseWithoutReason({ reason })).toMatchObject({ refused: "REASON_TOO_VAGUE" });
    },
  );
  test.each(["Digits exchanged", "読み違い", "Waage falsch abgelesen", "Error of the printer"])(
    "%j says why",
    (text) => expect(refuseWithoutReason({ reason: { code: "R", text } })).toBeUndefined(),
  );
});

describe("a claimed time", () => {
  test("is at most a few minutes ahead of the server, but for a device", () => {
    expect(refuseAhead(claimed(minutes(5)))).toBeUndefined();
    expect(refuseAhead(claimed(minutes(6)))).toMatchObject({ refused: "OCCURRED_IN_FUTURE" });
    expect(refuseAhead({ ...claimed(minutes(6)), actor: device })).toBeUndefined();
  });

  test("of an approval is that of its record [11.50]", () => {
    expect(refuseBackdated(claimed(minutes(-5)))).toBeUndefined();
    const late = { refused: "STEP_MUST_BE_RECORDED_LIVE" };
    expect(refuseBackdated(claimed(minutes(-6)))).toMatchObject(late);
    const context = { ...claimed(minutes(-6)), authentication: authenticated };
    const more = {
      date: "",
      judgedAt: now,
      judgedOn: "",
      revision: 0,
      dateOf: () => "",
      site: "s",
      reason: undefined,
    };
    const whole = { ...context, ...more, fromPaper: undefined, id: "x", newId: String };
    expect(refuseUnlessPerson(whole)).toMatchObject(late);
  });

  test("makes no act be judged earlier than now; what is imported was judged elsewhere", () => {
    const instant = fc.date({
      min: new Date("2000-01-01"),
      max: new Date("2100-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, instant, (one, other) => {
        const [occurredAt, at] = [one.toISOString(), other.toISOString()];
        expect(judgedAt({ occurredAt, at, actor: anna }) >= at).toBe(true);
        expect(judgedAt({ occurredAt, at, actor: source })).toBe(occurredAt);
      }),
    );
  });
});
