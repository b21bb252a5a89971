// Holds on what is not yet made: whatever fits is held from its first event on, and what is there
// already may not be used while the hold stands (design, section 2).
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { Identifier, written } from "../kernel/identifier.ts";
import { BusinessTime } from "../kernel/instant.ts";
import { Hold, holdLabels } from "../kernel/shape/hold.ts";
import { Id } from "../kernel/shape/reference.ts";
import type { Subject } from "../kernel/subject.ts";

/** What a hold is on, with all that is made of it or on it from now on. */
export const Predicate = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("material"), materialDefinitionId: Id }),
  z.strictObject({
    kind: z.literal("identifier"),
    identifier: z
      .strictObject({ ...Identifier.shape, issuer: Identifier.shape.issuer.exactOptional() })
      .describe("Of a supplier, say: also of what is still to come. Without an issuer: of any."),
  }),
  z.strictObject({ kind: z.literal("lot"), materialLotId: Id }),
  z.strictObject({
    kind: z.literal("equipment"),
    equipmentId: Id,
    from: BusinessTime,
    to: BusinessTime.exactOptional().describe("Absent: until the hold is lifted."),
  }),
]);
export type Predicate = z.output<typeof Predicate>;

export const PredicateHoldPlaced = eventType("PredicateHoldPlaced", {
  data: z.strictObject({
    ...Hold.shape,
    predicates: z.array(Predicate).min(1).describe("Held is what fits any of them."),
  }),
  action: "create",
  criticality: "critical",
  labels: { ...holdLabels, predicates: "On whatever is" },
  subjects: ({ predicates }) => predicates.flatMap(subjectsOf),
  sentence: ({ code, text, owner, predicates }, show) => {
    const named = predicates.map((one) => {
      switch (one.kind) {
        case "material":
          return show.materialDefinition(one.materialDefinitionId);
        case "identifier":
          return written(one.identifier);
        case "lot":
          return show.materialLot(one.materialLotId);
        case "equipment":
          return `${show.equipment(one.equipmentId)} from ${one.from} to ${one.to ?? "further on"}`;
        default:
          return one satisfies never;
      }
    });
    const on = `${named.join("; ")}, and what is made of it`;
    return `Hold of ${owner} placed on ${on}: ${code}${text ? `, ${text}` : ""}`;
  },
  entry: "Status Change",
});

/** What was held by it while it stood is lifted where it stands. */
export const PredicateHoldLifted = eventType("PredicateHoldLifted", {
  data: z.strictObject({ holdId: Id, code: Hold.shape.code }),
  action: "release",
  criticality: "critical",
  labels: { holdId: holdLabels.holdId, code: holdLabels.code },
  subjects: () => [],
  sentence: ({ code }) => `Hold for ${code} on what is still to be made lifted`,
  entry: "Status Change",
});

export const holdRegisterEvents = [PredicateHoldPlaced, PredicateHoldLifted] as const;

function subjectsOf(one: Predicate): readonly Subject[] {
  switch (one.kind) {
    case "material":
      return [{ materialDefinition: one.materialDefinitionId }];
    case "identifier":
      return [];
    case "lot":
      return [{ materialLot: one.materialLotId }];
    case "equipment":
      return [{ equipment: one.equipmentId }];
    default:
      return one satisfies never;
  }
}
