// What letters say: the template of a type of recall, and one filled in for a consignee.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { consigneeLines } from "../../../src/domain/recall/consignee/list.ts";
import {
  draftRecallLetter,
  issueRecallLetter,
} from "../../../src/domain/recall/letter/commands.ts";
import { goodsOf, letterTo } from "../../../src/domain/recall/letter/letter.ts";
import { recallLetter } from "../../../src/domain/recall/letter/recall-letter.ts";
import { shippedLetter } from "../../../src/domain/recall/letter/shipped.ts";
import {
  filledIn,
  missingFields,
  unknownFields,
} from "../../../src/domain/recall/letter/template.ts";
import { type Recall, recall } from "../../../src/domain/recall/recall.ts";
import { anna, bela, given, now, type Past, stateOf } from "../../given.ts";
import * as x from "./examples.ts";

const template = {
  title: "{type} {number}",
  paragraphs: [
    "Of {product}:",
    "{goods}",
    "Because: {reason}",
    "Hazard: {hazard}",
    "By {replyBy} for {consignee} of {number}.",
  ],
  replyWithin_days: 5,
};
const reason = { code: "REVIEW", text: "Annual review." };
const asked = { id: "recall", actor: bela, reason };
const drafted = (version: number, data: object = template) => ({
  type: "RecallLetterDrafted",
  data: { version, ...data },
});
const issued = (version: number) => ({ type: "RecallLetterIssued", data: { version } });
const byBela = { by: bela };

describe("drafting the letter of a type of recall", () => {
  test("it happens", () => {
    given().when(draftRecallLetter, template, asked).then(drafted(1));
    const another = { ...template, replyWithin_days: 9 };
    given(drafted(1), issued(1)).when(draftRecallLetter, another, asked).then(drafted(2, another));
  });
  test("ignored when repeated", () => {
    given(drafted(1)).when(draftRecallLetter, template, asked).thenNothing();
    given(drafted(1), issued(1)).when(draftRecallLetter, template, asked).thenNothing();
    given().when(draftRecallLetter, shippedLetter, asked).thenNothing();
  });
  test("refused: braces that name no field, a letter that nobody could answer, no reason", () => {
    const saying = (...paragraphs: string[]) => ({ ...template, paragraphs });
    const [of, goods, because, hazard, by] = template.paragraphs as [string, ...string[]];
    const all = (...but: (string | undefined)[]) =>
      [of, goods, because, hazard, by].filter((one) => !but.includes(one)) as string[];
    const wrong = [
      saying(...all(), "{nubmer}"),
      saying(...all(), "{ number }"),
      saying(...all(), "{reply_by}"),
      saying(...all(), "{{number}}"),
      saying(...all(), "Quote {number"),
      saying(...all(), "{}"),
      { ...template, title: "{type} number}" },
      saying(...all(goods)),
      saying(...all(goods), "You got {goods}"),
      saying(...all(), "{goods}"),
      // Left out together with what is not known yet.
      saying(...all(by), "By {replyBy} for {consignee} of {number}, {depth} level."),
      saying(...all(because), "Because: {reason}; {hazard}"),
      // What is not known yet would stand in the title as it is; and the title is no paragraph.
      { ...saying(...all(hazard)), title: "{type} {number}: {hazard}" },
      { ...template, title: "{goods}" },
      saying(...all(by), "By {replyBy} for {consignee}."),
    ];
    for (const one of wrong) {
      given().when(draftRecallLetter, one, asked).thenRefused("MALFORMED_COMMAND");
    }
    given()
      .when(draftRecallLetter, template, { id: "recall", actor: bela })
      .thenRefused("REASON_REQUIRED");
    given()
      .when(draftRecallLetter, template, { ...asked, id: "elsewhere" })
      .thenRefused("NOT_FOUND");
  });
});

describe("issuing it", () => {
  const byAnna = { ...asked, actor: anna };
  test("it happens", () => {
    given({ ...drafted(1), ...byBela })
      .when(issueRecallLetter, { version: 1 }, byAnna)
      .then(issued(1));
    const { issued: inUse } = stateOf(recallLetter, [drafted(1), issued(1)], "recall");
    expect(inUse).toEqual({ version: 1, ...template });
  });
  test("ignored when repeated", () => {
    given(drafted(1), issued(1)).when(issueRecallLetter, { version: 1 }, byAnna).thenNothing();
  });
  test("refused: its author, another version than was seen, none, no reason", () => {
    const one = { ...drafted(1), ...byBela };
    given(one).when(issueRecallLetter, { version: 1 }, asked).thenRefused("SECOND_PERSON_REQUIRED");
    given(one, { ...drafted(2, { ...template, replyWithin_days: 3 }), ...byBela })
      .when(issueRecallLetter, { version: 1 }, byAnna)
      .thenRefused("RECORD_CHANGED_SINCE_VIEW");
    given().when(issueRecallLetter, { version: 1 }, byAnna).thenRefused("NOT_FOUND");
    given(one)
      .when(issueRecallLetter, { version: 1 }, { id: "recall", actor: anna })
      .thenRefused("REASON_REQUIRED");
  });
});

test("the letter that ships names fields that there are", () => {
  expect(unknownFields(shippedLetter)).toEqual([]);
  expect(missingFields(shippedLetter)).toEqual([]);
});

const stateAfter = (...past: readonly Past[]): Recall => {
  const state = stateOf(recall, past, "r-1");
  if (state.status === "unknown") throw new Error("It is open.");
  return state;
};
const line = { materialLotId: "lot-1", quantity: x.kg("2"), as: "passedOn" as const };
const drogerie = { consigneeNumber: "C2", name: "Drogerie" };
const replied = x.replied([line], [drogerie]);

describe("a letter", () => {
  const of = stateAfter(x.opened, x.reached, replied);
  const letter = (number: string) => {
    const to = of.consignees.get(number);
    if (!to) throw new Error("It is on the list.");
    const goods = goodsOf(of, to).map((one) => ({ ...one, lot: "starch:5", material: "Starch" }));
    return letterTo(of, to, { version: 3, ...template }, goods, now);
  };
  test("says how much of what went there, by when to answer, and nothing that is not known", () => {
    expect(letter("C1")).toMatchObject({
      version: 3,
      title: "recall R-2026-1",
      before: ["Of Starch:"],
      goods: [{ quantity: x.kg("5"), shipmentId: "s-1" }],
      after: [expect.stringMatching(/^Because: ./), "By 2026-11-25 for C1 of R-2026-1."],
      replyBy: "2026-11-25",
    });
  });
  test("to whom it was sold names the lots, and no amount that nobody told", () => {
    const { goods } = letter("C2");
    expect(goods).toEqual([{ materialLotId: "lot-1", lot: "starch:5", material: "Starch" }]);
  });
  test("to whom it was sold, nobody said what, names all that the first had, said as such", () => {
    const silent = stateAfter(x.opened, x.reached, x.replied([], [drogerie]));
    const to = silent.consignees.get("C2");
    expect(to && goodsOf(silent, to)).toEqual([{ materialLotId: "lot-1", hadBy: "C1" }]);
    const further = stateAfter(
      ...[x.opened, x.reached, x.replied([], [drogerie])],
      x.replied([], [{ consigneeNumber: "C3", name: "Kiosk" }], "C2"),
    );
    const third = further.consignees.get("C3");
    expect(third && goodsOf(further, third)).toEqual([{ materialLotId: "lot-1", hadBy: "C2" }]);
  });
  test("what stands in a field is never read as a field", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { before } = filledIn(
          { ...template, paragraphs: ["{reason}", "{goods}"] },
          {
            reason: `${text}{number}`,
            number: "R-1",
          },
        );
        expect(before).toEqual([`${text}{number}`]);
      }),
    );
  });
});

test("the list has a line for each lot of each consignee, and whoever got none of it", () => {
  const nobody = x.replied([], [], "C2");
  const lines = consigneeLines(stateAfter(x.opened, x.reached, x.notified(), replied, nobody));
  expect(lines).toMatchObject([
    {
      consigneeNumber: "C1",
      state: "replied",
      notified: 1,
      shipped: x.kg("5"),
      replied: { passedOn: x.kg("2") },
    },
    { consigneeNumber: "C2", passedOnBy: "C1", state: "replied", materialLotId: "lot-1" },
  ]);
  expect(lines[1]).not.toHaveProperty("shipped");
});
