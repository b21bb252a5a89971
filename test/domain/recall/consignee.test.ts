// Consignees told, heard and checked; goods that came back, and what became of them.
import { describe, test } from "vitest";
import {
  checkEffectiveness,
  giveUpConsignee,
  notifyConsignee,
  recordReply,
} from "../../../src/domain/recall/consignee/commands.ts";
import {
  correctDisposal,
  correctRecovery,
  disposeGoods,
  noteReturn,
  recordRecovery,
} from "../../../src/domain/recall/goods/commands.ts";
import { given } from "../../given.ts";
import * as x from "./examples.ts";

const past = [x.opened, x.reached];
const terminated = { type: "RecallTerminated", data: { conclusion: "All is back." } };
const C1 = { consigneeNumber: "C1" };
const nobody = { consigneeNumber: "C9" };

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
