// Consignees told, heard and checked; goods that came back, and what became of them.
import { describe, expect, test } from "vitest";
import {
  checkEffectiveness,
  giveUpConsignee,
  notifyConsignee,
  recordReply,
} from "../../../src/domain/recall/consignee/commands.ts";
import { isHeard } from "../../../src/domain/recall/consignee/consignee.ts";
import {
  correctDisposal,
  correctRecovery,
  disposeGoods,
  noteReturn,
  recordRecovery,
} from "../../../src/domain/recall/goods/commands.ts";
import { accountsOf } from "../../../src/domain/recall/goods/goods.ts";
import { recall } from "../../../src/domain/recall/recall.ts";
import { given, ownId, type Past, stateOf } from "../../given.ts";
import * as x from "./examples.ts";

const past = [x.opened, x.reached];
const terminated = { type: "RecallTerminated", data: { conclusion: "All is back." } };
const C1 = { consigneeNumber: "C1" };
const used = { materialLotId: "lot-1", quantity: x.kg("5") };
const nobody = { consigneeNumber: "C9" };

describe("a consignee to which more went than it was heard of", () => {
  const heard = [...past, x.notified(), x.replied([{ ...used, as: "usedUp" }]), x.checked()];
  const other = { ...x.shipped("s-2", "Apotheke am Ring", "lot-2"), ...C1 };
  const now = (...more: Past[]) => {
    const state = stateOf(recall, [...heard, ...more], ownId);
    if (state.status === "unknown") throw new Error("It is open.");
    return { ...state, of: state.consignees.get("C1") };
  };
  test("is told of it, heard and checked anew; what it said stands until then", () => {
    const state = now(x.widened(["lot-2"], [], [other]));
    expect(state.of).toMatchObject({ notified: 0, effective: undefined });
    expect(state.of && isHeard(state.of)).toBe(false);
    expect(accountsOf(state)).toMatchObject([{ gone: x.kg("5") }, { gone: undefined }]);
    given(...heard, x.widened(["lot-2"], [], [other]))
      .when(notifyConsignee, { ...C1, channel: "letter" })
      .then(x.notified());
    expect(now().of).toMatchObject({ notified: 1, effective: true });
    const answered = now(x.widened(["lot-2"], [], [other]), x.replied([]));
    expect(answered.of && isHeard(answered.of)).toBe(true);
  });
});

test("what one consignee says, or sends back, stands for nothing that another got", () => {
  const toC2 = { ...x.shipped("s-2", "Drogerie"), consigneeNumber: "C2" };
  const both = [x.opened, x.widened(["lot-1"], [], [x.toC1, toC2])];
  const accounts = (...more: Past[]) => {
    const state = stateOf(recall, [...both, ...more], ownId);
    return state.status === "unknown" ? [] : accountsOf(state);
  };
  const said = (value: string, consigneeNumber: string) =>
    x.replied([{ ...used, quantity: x.kg(value), as: "usedUp" }], [], consigneeNumber);
  expect(accounts(said("10", "C1"))).toMatchObject([{ isAccounted: false }]);
  expect(accounts(said("5", "C1"), said("5", "C2"))).toMatchObject([{ isAccounted: true }]);
  const { data, ...event } = x.recovered("10");
  const fromC1 = { ...event, data: { ...data, consigneeNumber: "C1" } };
  expect(accounts(fromC1)).toMatchObject([{ isAccounted: false }]);
  expect(accounts(fromC1, said("5", "C2"))).toMatchObject([{ isAccounted: true }]);
  // Nobody says from whom it is: it is here.
  expect(accounts(x.recovered("10"))).toMatchObject([{ isAccounted: true }]);
});

test("nothing is counted of a lot that was never in the scope, or from nobody on the list", () => {
  const strange = [{ ...used, materialLotId: "starch:5" }];
  const said = { ...C1, passedOnTo: [], lines: [{ ...strange[0], as: "usedUp" }] };
  given(...past)
    .when(recordReply, said as never)
    .thenRefused("NOT_IN_SCOPE");
  const { data } = x.recovered();
  given(...past)
    .when(recordRecovery, { ...data, lines: strange })
    .thenRefused("NOT_IN_SCOPE");
  given(...past)
    .when(recordRecovery, { ...data, ...nobody })
    .thenRefused("NOT_FOUND");
  const disposal = { ...x.disposed().data, method: "destroyed" as const, lines: strange };
  given(...past)
    .when(disposeGoods, disposal)
    .thenRefused("NOT_IN_SCOPE");
  const { reason } = x;
  const corrected = { recoveryNumber: "RET-1", lines: strange };
  given(...past, x.recovered())
    .when(correctRecovery, corrected, { reason })
    .thenRefused("NOT_IN_SCOPE");
  const certified = { certificate: "D-1", lines: strange };
  given(...past, x.disposed())
    .when(correctDisposal, certified, { reason })
    .thenRefused("NOT_IN_SCOPE");
  // What a shipment brought back is here, whatever it is, and becomes something.
  const back = { ...data, lines: strange, shipmentId: "s-1" };
  const noted = { ...x.recovered(), data: back };
  given(...past)
    .when(noteReturn, back)
    .then(noted);
  given(...past, noted)
    .when(disposeGoods, disposal)
    .then({ ...x.disposed(), data: disposal });
});

describe("telling a consignee", () => {
  const letter = { ...C1, channel: "letter" as const };
  test("happens, and again as a reminder", () => {
    given(...past)
      .when(notifyConsignee, letter)
      .then(x.notified());
    given(...past, x.notified())
      .when(notifyConsignee, letter)
      .then(x.notified(2));
  });
  test("is refused of somebody else, and after the end", () => {
    given(...past)
      .when(notifyConsignee, { ...letter, ...nobody })
      .thenRefused("NOT_FOUND");
    given(...past, terminated)
      .when(notifyConsignee, letter)
      .thenRefused("RECALL_TERMINATED");
    given().when(notifyConsignee, letter).thenRefused("NOT_FOUND");
  });
});

describe("a reply", () => {
  const line = { materialLotId: "lot-1", quantity: x.kg("2"), as: "passedOn" as const };
  const to = { name: "Drogerie", address: "Markt 2" };
  const reply = { ...C1, lines: [line], passedOnTo: [to] };
  const replied = x.replied([line], [{ ...to, consigneeNumber: "C2" }]);
  test("happens, also after the end; whom they sold to is on the list", () => {
    given(...past)
      .when(recordReply, reply)
      .then(replied);
    given(...past, terminated)
      .when(recordReply, reply)
      .then(replied);
    given(...past, replied)
      .when(notifyConsignee, { consigneeNumber: "C2", channel: "phone" })
      .then({
        type: "RecallConsigneeNotified",
        data: { consigneeNumber: "C2", channel: "phone", time: 1 },
      });
  });
  test("said again it replaces what was said, and numbers nobody twice", () => {
    given(...past, replied)
      .when(recordReply, reply)
      .then(replied);
  });
  test("is refused of somebody else, and of nothing of a lot", () => {
    given(...past)
      .when(recordReply, { ...reply, ...nobody })
      .thenRefused("NOT_FOUND");
    const none = { ...line, quantity: x.kg("0") };
    given(...past)
      .when(recordReply, { ...reply, lines: [none] })
      .thenRefused("QUANTITY_NOT_POSITIVE");
    given().when(recordReply, reply).thenRefused("NOT_FOUND");
  });
});

describe("giving up who does not respond", () => {
  const silent = { ...C1, text: "Three calls, nobody answers." };
  const givenUp = { type: "RecallConsigneeGivenUp", data: silent };
  test("happens after a reminder", () => {
    given(...past, x.notified(), x.notified(2))
      .when(giveUpConsignee, silent)
      .then(givenUp);
  });
  test("is repeated", () => {
    given(...past, x.notified(2), givenUp)
      .when(giveUpConsignee, silent)
      .thenNothing();
  });
  test("is refused before it, and of who has replied", () => {
    given(...past, x.notified())
      .when(giveUpConsignee, silent)
      .thenRefused("REMINDER_MISSING");
    given(...past, x.notified(2), x.replied())
      .when(giveUpConsignee, silent)
      .thenRefused("ALREADY_EXISTS");
    given(...past)
      .when(giveUpConsignee, { ...silent, ...nobody })
      .thenRefused("NOT_FOUND");
  });
});

test("an effectiveness check is recorded, of who is on the list", () => {
  const check = { ...C1, method: "phone" as const, effective: true };
  given(...past)
    .when(checkEffectiveness, check)
    .then(x.checked());
  given(...past)
    .when(checkEffectiveness, { ...check, ...nobody })
    .thenRefused("NOT_FOUND");
  given().when(checkEffectiveness, check).thenRefused("NOT_FOUND");
});

describe.each([
  ["by hand", recordRecovery],
  ["by a shipment", noteReturn],
])("what came back, told %s", (_, command) => {
  const { data } = x.recovered();
  test("happens, also after the end", () => {
    given(...past)
      .when(command, data)
      .then(x.recovered());
    given(...past, terminated)
      .when(command, data)
      .then(x.recovered());
  });
  test("is repeated", () =>
    given(...past, x.recovered())
      .when(command, data)
      .thenNothing());
  test("is refused under a number that stands for other goods", () => {
    const other = given(...past, x.recovered("4")).when(command, data);
    if (command === noteReturn) other.thenNothing();
    else other.thenRefused("ALREADY_EXISTS");
    given(...past)
      .when(command, x.recovered("0").data)
      .thenRefused("QUANTITY_NOT_POSITIVE");
    given().when(command, data).thenRefused("NOT_FOUND");
  });
});

describe("disposing of it", () => {
  const data = { ...x.disposed().data, method: "destroyed" as const };
  test("happens", () =>
    given(...past)
      .when(disposeGoods, data)
      .then(x.disposed()));
  test("is repeated", () =>
    given(...past, x.disposed())
      .when(disposeGoods, data)
      .thenNothing());
  test("is refused under a certificate for other goods", () => {
    given(...past, x.disposed("4"))
      .when(disposeGoods, data)
      .thenRefused("ALREADY_EXISTS");
    given().when(disposeGoods, data).thenRefused("NOT_FOUND");
  });
});

const linesOf = (value: string) => x.recovered(value).data.lines;
describe.each([
  {
    name: "what came back",
    command: correctRecovery,
    first: x.recovered("5"),
    key: { recoveryNumber: "RET-1" },
    type: "RecallRecoveryCorrected",
  },
  {
    name: "what a certificate is for",
    command: correctDisposal,
    first: x.disposed("5"),
    key: { certificate: "D-1" },
    type: "RecallDisposalCorrected",
  },
] as const)("correcting $name", ({ command, first, key, type }) => {
  const { reason } = x;
  const data = { ...key, lines: linesOf("3") };
  const correct = command as typeof correctRecovery & typeof correctDisposal;
  const corrected = { type, data, before: { lines: linesOf("5") } };
  test("happens with a reason, also to nothing, and after the end", () => {
    given(...past, first, terminated)
      .when(correct, data as never, { reason })
      .then(corrected);
    const none = { ...key, lines: [] };
    given(...past, first, corrected)
      .when(correct, none as never, { reason })
      .then({ type, data: none, before: { lines: linesOf("3") } });
  });
  test("is repeated", () => {
    given(...past, first, corrected)
      .when(correct, data as never, { reason })
      .thenNothing();
  });
  test("is refused of what nobody recorded, without a reason, and of less than nothing", () => {
    given(...past)
      .when(correct, data as never, { reason })
      .thenRefused("NOT_FOUND");
    given()
      .when(correct, data as never, { reason })
      .thenRefused("NOT_FOUND");
    given(...past, first)
      .when(correct, data as never)
      .thenRefused("REASON_REQUIRED");
    given(...past, first)
      .when(correct, { ...key, lines: linesOf("0") } as never, { reason })
      .thenRefused("QUANTITY_NOT_POSITIVE");
  });
});
