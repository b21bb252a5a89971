// A material's definition: which edition stands, what it says, and whether it is approved.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type MaterialDefined, type MaterialRevised, materialDefinitionEvents } from "./events.ts";

export type Definition = Omit<EventOf<typeof MaterialRevised>["data"], "edition">;

export type MaterialDefinitionState =
  | { readonly status: "undefined" }
  | {
      readonly status: "draft" | "approved";
      readonly edition: number;
      readonly defined: EventOf<typeof MaterialDefined>["data"];
      readonly current: Definition;
      /** Who wrote the current edition: somebody else approves it. */
      readonly authorId: string;
    };

export const materialDefinition = aggregate({
  category: "materialDefinition",
  ofSite: false,
  events: materialDefinitionEvents,
  initial: { status: "undefined" },
  evolve(state: MaterialDefinitionState, event, { metadata }): MaterialDefinitionState {
    const authorId = metadata.actor.id;
    switch (event.type) {
      case "MaterialDefined": {
        const { kind: _, baseUnitOfMeasure: __, ...current } = event.data;
        return { status: "draft", edition: 1, defined: event.data, current, authorId };
      }
      case "MaterialRevised": {
        if (state.status === "undefined") return state;
        const { edition, ...current } = event.data;
        return { ...state, status: "draft", edition, current, authorId };
      }
      case "MaterialApproved":
        return state.status === "undefined" ? state : { ...state, status: "approved" };
      default:
        return event satisfies never;
    }
  },
  // Whose products are made of it nobody states.
  scope: (_, id) => ({ material: id, client: null }),
});
