// Opening, evaluating and terminating a recall.
import { describe, expect, test, vi } from "vitest";
import { dueAt } from "../../../src/domain/recall/clock.ts";
import { accountsOf } from "../../../src/domain/recall/goods/goods.ts";
import {
  addSeed,
  evaluateRecall,
  informAuthority,
  openRecallCase,
  terminateRecall,
  withdrawSeed,
} from "../../../src/domain/recall/opening/commands.ts";
import { recall } from "../../../src/domain/recall/recall.ts";
import { anna, authenticated, bela, given, ownId, type Past, stateOf } from "../../given.ts";
import * as x from "./examples.ts";

const { opened, opening, mock, reason, evaluated, evaluation, informed } = x;
const end = { conclusion: "All is back." };
const terminated = { type: "RecallTerminated", data: end };

describe("opening", () => {
  test("happens, with what authorities are to be told, by value", () => {
    given().when(openRecallCase, opening).then(opened);
    given()
      .when(openRecallCase, { ...opening, mock: true })
      .then(mock);
  });
  test("is repeated", () => given(opened).when(openRecallCase, opening).thenNothing());
  test("is refused over another", () => {
    given(opened)
      .when(openRecallCase, { ...opening, reason: "Glass." })
      .thenRefused("ALREADY_EXISTS");
  });
  test("working days leave out Saturday and Sunday", () => {
    const friday = "2026-11-20T08:00:00Z";
    expect(dueAt(friday, { workingDays: 3 })).toBe("2026-11-25T08:00:00.000Z");
    expect(dueAt(friday, { hours: 24 })).toBe("2026-11-21T08:00:00.000Z");
    expect(dueAt(friday, { days: 15 })).toBe("2026-12-05T08:00:00.000Z");
  });
  test("a time without a zone is UTC, wherever the program runs", () => {
    vi.stubEnv("TZ", "America/New_York");
    expect(dueAt("2026-11-20T08:00:00", { hours: 24 })).toBe("2026-11-21T08:00:00.000Z");
    vi.unstubAllEnvs();
  });
  test("is refused of what is to be known tomorrow: clocks would run late", () => {
    given()
      .when(openRecallCase, { ...opening, knownAt: "2062-01-01T00:00:00" })
      .thenRefused("OCCURRED_IN_FUTURE");
  });
});

describe("adding what is suspect", () => {
  const added = { type: "RecallSeedAdded", data: { seed: "starch:6" } };
  test("happens", () => given(opened).when(addSeed, { seed: "starch:6" }).then(added));
  test("is repeated", () => {
    given(opened, added).when(addSeed, { seed: "starch:6" }).thenNothing();
    given(opened).when(addSeed, { seed: "starch:5" }).thenNothing();
  });
  test("is refused of nothing, and after the end", () => {
    given().when(addSeed, { seed: "starch:6" }).thenRefused("NOT_FOUND");
    given(opened, terminated).when(addSeed, { seed: "starch:6" }).thenRefused("RECALL_TERMINATED");
  });
  test("is refused beyond what one question takes", () => {
    const seeds = Array.from({ length: 100 }, (_, n) => `starch:${n + 100}`);
    given({ ...opened, data: { ...opened.data, seeds } })
      .when(addSeed, { seed: "starch:6" })
      .thenRefused("MALFORMED_COMMAND");
    expect(openRecallCase.data.safeParse({ ...opening, seeds: [...seeds, "a:b"] }).success).toBe(
      false,
    );
  });
});

describe("withdrawing a suspect", () => {
  const added = { type: "RecallSeedAdded", data: { seed: "strach:5" } };
  const data = { seed: "strach:5" };
  const withdrawn = { type: "RecallSeedWithdrawn", data };
  test("happens, and it is asked for no more", () => {
    given(opened, added).when(withdrawSeed, data, { reason }).then(withdrawn);
    const state = stateOf(recall, [opened, added, withdrawn], ownId);
    expect(state.status !== "unknown" && state.seeds).toEqual(opening.seeds);
  });
  test("is ignored when repeated", () => {
    given(opened, added, withdrawn).when(withdrawSeed, data, { reason }).thenNothing();
  });
  test("is refused of what stands for something, of the only one, and without a reason", () => {
    const only = { seed: "starch:5" };
    given(opened, added, x.resolved)
      .when(withdrawSeed, only, { reason })
      .thenRefused("SUSPECT_STANDS");
    given(opened).when(withdrawSeed, only, { reason }).thenRefused("SUSPECT_STANDS");
    given(opened, added).when(withdrawSeed, data).thenRefused("REASON_REQUIRED");
    given(opened, terminated).when(withdrawSeed, data).thenRefused("RECALL_TERMINATED");
    const actor = { kind: "service" as const, id: "s-1", name: "Scheduler" };
    given(opened, added).when(withdrawSeed, data, { actor, reason }).thenRefused("UNAUTHENTICATED");
  });
});

describe("evaluating", () => {
  test("happens", () => given(opened).when(evaluateRecall, evaluation).then(evaluated));
  test("is repeated", () => {
    given(opened, evaluated).when(evaluateRecall, evaluation).thenNothing();
  });
  test("anew says what it was, and why", () => {
    const other = { ...evaluation, classification: "I" as const };
    const before = { classification: "II", depth: "retail", effectivenessLevel: "A" };
    given(opened, evaluated)
      .when(evaluateRecall, other, { reason })
      .then({ type: "RecallEvaluated", data: other, before });
    given(opened, evaluated).when(evaluateRecall, other).thenRefused("REASON_REQUIRED");
  });
  test("is refused without a person, and with a level that says not how many", () => {
    const actor = { kind: "service" as const, id: "s-1", name: "Scheduler" };
    given(opened).when(evaluateRecall, evaluation, { actor }).thenRefused("UNAUTHENTICATED");
    const b = { ...evaluation, effectivenessLevel: "B" as const };
    given(opened).when(evaluateRecall, b).thenRefused("MALFORMED_COMMAND");
    given().when(evaluateRecall, evaluation).thenRefused("NOT_FOUND");
  });
});

describe("telling an authority", () => {
  test("happens", () => given(opened).when(informAuthority, informed.data).then(informed));
  test("is repeated", () => {
    given(opened, informed).when(informAuthority, informed.data).thenNothing();
  });
  test("is refused where no such clock runs", () => {
    given(mock).when(informAuthority, informed.data).thenRefused("NOT_FOUND");
    given().when(informAuthority, informed.data).thenRefused("NOT_FOUND");
  });
});

describe("terminating", () => {
  const done: Past[] = [
    opened,
    x.reached,
    evaluated,
    informed,
    x.notified(),
    x.replied(),
    x.checked(),
    x.recovered(),
    x.disposed(),
    x.resolved,
  ];
  const without = (one: Past) => done.filter((event) => event !== one);
  const at = (n: number) => done[n] ?? opened;
  test("happens when everything is done", () => {
    given(...done)
      .when(terminateRecall, end, { actor: bela })
      .then(terminated);
  });
  test("is repeated", () => {
    given(...done, terminated)
      .when(terminateRecall, end, { actor: bela })
      .thenNothing();
  });
  test.each([
    ["RECALL_NOT_EVALUATED", 2],
    ["AUTHORITY_NOT_INFORMED", 3],
    ["REPLIES_MISSING", 5],
    ["CHECKS_MISSING", 6],
    ["GOODS_UNACCOUNTED", 7],
    ["GOODS_NOT_DISPOSED", 8],
    ["SUSPECT_UNRESOLVED", 9],
    ["SCOPE_NOT_TRACED", 1],
  ] as const)("%s", (code, n) => {
    given(...without(at(n)))
      .when(terminateRecall, end, { actor: bela })
      .thenRefused(code);
  });
  test("is refused while a proposal or a hold waits, or a check failed", () => {
    given(...done, x.proposed)
      .when(terminateRecall, end, { actor: bela })
      .thenRefused("NARROWING_UNDECIDED");
    given(...done, x.ordered)
      .when(terminateRecall, end, { actor: bela })
      .thenRefused("HOLDS_UNSETTLED");
    given(...done, x.ordered, x.settled)
      .when(terminateRecall, end, { actor: bela })
      .then(terminated);
    given(...done, x.checked(false))
      .when(terminateRecall, end, { actor: bela })
      .thenRefused("RECALL_NOT_EFFECTIVE");
  });
  test("is not theirs who recorded what came of it", () => {
    given(...done)
      .when(terminateRecall, end, { actor: anna })
      .thenRefused("SECOND_PERSON_REQUIRED");
  });
  test("is a person's who is logged in", () => {
    const authentication = { ...authenticated, method: "none" as const };
    given(...done)
      .when(terminateRecall, end, { actor: bela, authentication })
      .thenRefused("UNAUTHENTICATED");
    given().when(terminateRecall, end, { actor: bela }).thenRefused("NOT_FOUND");
  });
  test("what was used up there, or is with who does not respond, need not come back", () => {
    const goods = [x.recovered("2"), x.disposed("2")];
    const some = [opened, x.resolved, x.reached, evaluated, informed, x.checked(), ...goods];
    const used = { materialLotId: "lot-1", quantity: x.kg("3"), as: "usedUp" };
    given(...some, x.replied([used]))
      .when(terminateRecall, end, { actor: bela })
      .then(terminated);
    const less = { ...used, quantity: x.kg("2") };
    given(...some, x.replied([less]))
      .when(terminateRecall, end, { actor: bela })
      .thenRefused("GOODS_UNACCOUNTED");
    const silent = {
      type: "RecallConsigneeGivenUp",
      data: { consigneeNumber: "C1", text: "Closed." },
    };
    given(...some, x.notified(2), silent)
      .when(terminateRecall, end, { actor: bela })
      .then(terminated);
  });
  test("what a silent consignee had sent back is not beyond reach besides", () => {
    const silent = {
      type: "RecallConsigneeGivenUp",
      data: { consigneeNumber: "C1", text: "Closed." },
    };
    const accountAfter = (value: string) => {
      const { data, ...event } = x.recovered(value);
      const back = { ...event, data: { ...data, shipmentId: "s-1" } };
      const state = stateOf(recall, [opened, x.reached, x.notified(2), silent, back], ownId);
      return state.status === "unknown" ? [] : accountsOf(state);
    };
    expect(accountAfter("2")).toMatchObject([{ beyondReach: x.kg("3"), isAccounted: true }]);
    expect(accountAfter("6")).toMatchObject([{ beyondReach: x.kg("0") }]);
  });
  test("what a silent buyer of a consignee has is beyond reach, and no more", () => {
    const passed = { materialLotId: "lot-1", quantity: x.kg("3"), as: "passedOn" };
    const on = { consigneeNumber: "C2", name: "Drogerie", address: "Markt 2" };
    const some = [
      opened,
      x.resolved,
      x.reached,
      { ...evaluated, data: { ...evaluation, effectivenessLevel: "E" } },
    ];
    const told = [...some, informed, x.replied([passed], [on])];
    const silent = {
      type: "RecallConsigneeGivenUp",
      data: { consigneeNumber: "C2", text: "Closed." },
    };
    const back = [x.recovered("2"), x.disposed("2")];
    given(...told, ...back)
      .when(terminateRecall, end, { actor: bela })
      .thenRefused("REPLIES_MISSING");
    given(...told, ...back, silent)
      .when(terminateRecall, end, { actor: bela })
      .then(terminated);
    given(...told, silent)
      .when(terminateRecall, end, { actor: bela })
      .thenRefused("GOODS_UNACCOUNTED");
  });
});
