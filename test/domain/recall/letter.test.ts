// What letters say: the template of a type of recall, and one filled in for a consignee.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { consigneeLines } from "../../../src/domain/recall/consignee/list.ts";
import { issueRecallLetter } from "../../../src/domain/recall/letter/commands.ts";
import { goodsOf, letterTo } from "../../../src/domain/recall/letter/letter.ts";
import { shippedLetter } from "../../../src/domain/recall/letter/shipped.ts";
import { filledIn, unknownFields } from "../../../src/domain/recall/letter/template.ts";
import { type Recall, recall } from "../../../src/domain/recall/recall.ts";
import { bela, given, now, type Past, stateOf } from "../../given.ts";
import * as x from "./examples.ts";

const template = {
  title: "{type} {number}",
  paragraphs: ["Of {product}:", "{goods}", "Hazard: {hazard}", "By {replyBy} for {consignee}."],
  replyWithin_days: 5,
};
const reason = { code: "REVIEW", text: "Annual review." };
const asked = { id: "recall", actor: bela, reason };
const issued = (version: number, data: object = template) => ({
  type: "RecallLetterIssued",
  data: { version, ...data },
});

describe("issuing the letter of a type of recall", () => {
  test("happens", () => {
    given().when(issueRecallLetter, template, asked).then(issued(1));
    given(issued(1))
      .when(issueRecallLetter, { ...template, replyWithin_days: 9 }, asked)
      .then(issued(2, { ...template, replyWithin_days: 9 }));
  });
  test("ignored when repeated", () => {
    given(issued(1)).when(issueRecallLetter, template, asked).thenNothing();
    given().when(issueRecallLetter, shippedLetter, asked).thenNothing();
  });
  test("refused: braces that name no field, a letter that nobody could answer, no reason", () => {
    const saying = (...paragraphs: string[]) => ({ ...template, paragraphs });
    const wrong = [
      saying(...template.paragraphs, "{nubmer}"),
      saying("By {replyBy} for {consignee}."),
      saying("You got {goods}", "By {replyBy} for {consignee}."),
      saying(...template.paragraphs, "{goods}"),
      { ...template, title: "A recall" },
    ];
    for (const one of wrong) {
      given().when(issueRecallLetter, one, asked).thenRefused("MALFORMED_COMMAND");
    }
    given()
      .when(issueRecallLetter, template, { id: "recall", actor: bela })
      .thenRefused("REASON_REQUIRED");
    given()
      .when(issueRecallLetter, template, { ...asked, id: "elsewhere" })
      .thenRefused("NOT_FOUND");
  });
});

test("the letter that ships names fields that there are", () => {
  expect(unknownFields(shippedLetter)).toEqual([]);
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
      after: ["By 2026-11-25 for C1."],
      replyBy: "2026-11-25",
    });
  });
  test("to whom it was sold names the lots, and no amount that nobody told", () => {
    const { goods } = letter("C2");
    expect(goods).toEqual([{ materialLotId: "lot-1", lot: "starch:5", material: "Starch" }]);
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
