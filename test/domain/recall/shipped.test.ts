// What of a recall went with a shipment, as it comes to be known.
import { describe, test } from "vitest";
import { widenScope } from "../../../src/domain/recall/scope/commands.ts";
import { given } from "../../given.ts";
import * as x from "./examples.ts";

const { opened, reached, traced, shipped, widened, toC1 } = x;

describe("what is told of a shipment", () => {
  test("a shipment of which more is in the scope is told again", () => {
    const more = { ...shipped("s-1"), lines: [...toC1.lines, ...shipped("s", "", "lot-2").lines] };
    given(opened, reached)
      .when(widenScope, traced(["lot-1", "lot-2"], ["batch-1"], [more]))
      .then(widened([], [], [{ ...more, consigneeNumber: "C1" }]));
  });
  test("of more of a lot than was told, or at last of how much, it is told again", () => {
    const of = (...values: (string | undefined)[]) => ({
      ...shipped("s-1"),
      lines: values.map((value) => ({
        materialLotId: "lot-1",
        ...(value !== undefined && { quantity: x.kg(value) }),
      })),
    });
    const from = (told: ReturnType<typeof of>) =>
      given(opened, widened(["lot-1"], [], [{ ...toC1, ...told }]));
    const now = (is: ReturnType<typeof of>) => traced(["lot-1"], [], [is]);
    const again = (is: ReturnType<typeof of>) => widened([], [], [{ ...toC1, ...is }]);
    const more = of("5", "3");
    from(of("5")).when(widenScope, now(more)).then(again(more));
    from(of(undefined)).when(widenScope, now(more)).then(again(more));
    for (const less of [of("2"), of("3", "2"), of(undefined), of("5", undefined)]) {
      from(of("5")).when(widenScope, now(less)).thenNothing();
    }
  });
  test("a shipment's lots are told by name, however many they are", () => {
    const other = shipped("s-1", "Apotheke am Ring", "lot-2");
    const lines = [...toC1.lines, ...other.lines];
    given(opened, reached)
      .when(widenScope, traced(["lot-1", "lot-2"], ["batch-1"], [other]))
      .then(widened([], [], [{ ...toC1, lines }]));
  });
});
