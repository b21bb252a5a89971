// The kernel's own words on the smallest aggregate that has
// all of them; shows how given/when/then is meant.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { aggregate, commandsOf } from "../../../src/domain/kernel/decider.ts";
import { type EventOf, eventType } from "../../../src/domain/kernel/event-type.ts";
import { refuse } from "../../../src/domain/kernel/refusal.ts";
import { anna, bela, given, ownId, stateOf, uuid } from "../../given.ts";

const described = {
  action: "create",
  criticality: "minor",
  subjects: () => [],
  entry: "Other",
} as const;

const DoorOpened = eventType("DoorOpened", {
  ...described,
  data: z.strictObject({ visitId: z.string() }),
  labels: { visitId: "Visit" },
  sentence: () => "Door opened",
});
const DoorRenamed = eventType("DoorRenamed", {
  ...described,
  action: "change",
  data: z.strictObject({ name: z.string() }),
  labels: { name: "Name" },
  changes: ["name"],
  sentence: ({ name }) => `Door renamed ${name}`,
});

interface Door {
  readonly name: string;
  readonly openedBy: string | undefined;
}
type DoorEvent = EventOf<typeof DoorOpened> | EventOf<typeof DoorRenamed>;

const door = aggregate({
  category: "equipment",
  ofSite: true,
  events: [DoorOpened, DoorRenamed],
  initial: { name: "door", openedBy: undefined } as Door,
  evolve: (state, event: DoorEvent, { metadata }): Door => {
    switch (event.type) {
      case "DoorOpened":
        return { ...state, openedBy: metadata.actor.id };
      case "DoorRenamed":
        return { ...state, name: event.data.name };
      default:
        return event satisfies never;
    }
  },
});
const command = commandsOf(door);

const openDoor = command(
  "OpenDoor",
  "executeBatch",
  z.strictObject({}),
  (_, state, { actor, newId }) => {
    if (state.openedBy === actor.id) return [];
    if (state.openedBy) return refuse("STATUS_BLOCKS_USE", "Somebody else holds the door.");
    return [{ type: "DoorOpened", data: { visitId: newId(0) } }];
  },
);
const renameDoor = command(
  "RenameDoor",
  "authorMasterData",
  z.strictObject({ name: z.string(), besideId: z.string() }),
  ({ name }, state, { also }) => {
    if (name === state.name) return [];
    if (name === also.beside.name) return refuse("IDENTIFIER_TAKEN", "The next door is so named.");
    return [{ type: "DoorRenamed", data: { name }, before: { name: state.name } }];
  },
  { reads: { beside: { aggregate: door, id: ({ besideId }: { besideId: string }) => besideId } } },
);
const opened = { type: "DoorOpened", data: { visitId: "visit-1" } };

describe("a command", () => {
  test("happens", () => {
    given()
      .when(openDoor, {})
      .then({ type: "DoorOpened", data: { visitId: uuid(0x2000) } });
  });
  test("is refused", () => {
    given(opened).when(openDoor, {}, { actor: bela }).thenRefused("STATUS_BLOCKS_USE");
  });
  test("is repeated", () => {
    given(opened).when(openDoor, {}).thenNothing();
  });
  test("says what a field was before it changed", () => {
    given()
      .when(renameDoor, { name: "gate", besideId: "e-2" })
      .then({ type: "DoorRenamed", data: { name: "gate" }, before: { name: "door" } });
  });
  test("rests on other streams", () => {
    const beside = stateOf(door, [
      { type: "DoorRenamed", data: { name: "gate" }, before: { name: "door" } },
    ]);
    given()
      .when(renameDoor, { name: "gate", besideId: "e-2" }, { also: { beside } })
      .thenRefused("IDENTIFIER_TAKEN");
  });
  test("of the wrong shape is refused before any rule is asked", () => {
    given()
      .when(renameDoor, { name: 1, besideId: "e-2" } as never)
      .thenRefused("MALFORMED_COMMAND");
  });
});

describe("given", () => {
  test("folds with the actor of then", () => {
    expect(stateOf(door, [{ ...opened, by: bela }], ownId).openedBy).toBe(bela.id);
    expect(stateOf(door, [opened]).openedBy).toBe(anna.id);
  });
  test("rejects a past that could not have been stored", () => {
    const other = { type: "Unheard", data: {} };
    const shapeless = { type: "DoorOpened", data: { visit: 1 } };
    const forgetful = { type: "DoorRenamed", data: { name: "gate" } };
    for (const past of [other, shapeless, forgetful]) {
      expect(() => stateOf(door, [past])).toThrow();
    }
  });
});
