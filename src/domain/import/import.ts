// One taking-in of files. `importing` and not `import`, which is a word of the language.
import { aggregate } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { type Keyed, keyed } from "../kernel/keyed.ts";
import { type ImportCompleted, type ImportStarted, importEvents } from "./events.ts";

type Started = EventOf<typeof ImportStarted>["data"];

export type ImportState =
  | { readonly status: "unknown" }
  | {
      readonly status: "running" | "completed";
      readonly started: Started;
      /** What was found already, by its content: said once, however often the files are read. */
      readonly found: Keyed<true>;
      readonly completed: EventOf<typeof ImportCompleted>["data"] | undefined;
    };

export const importing = aggregate({
  category: "import",
  ofSite: true,
  events: importEvents,
  initial: { status: "unknown" },
  evolve(state: ImportState, event): ImportState {
    if (event.type === "ImportStarted") {
      const started = event.data;
      return { status: "running", started, found: keyed(), completed: undefined };
    }
    if (state.status === "unknown") return state;
    switch (event.type) {
      case "AnomalyFound":
      case "ImportConflictFound":
        return { ...state, found: state.found.with(findingKey(event.data), true) };
      case "ImportCompleted":
        return { ...state, status: "completed", completed: event.data };
      default:
        return event satisfies never;
    }
  },
});

export const findingKey = (finding: { readonly [field: string]: unknown }): string =>
  JSON.stringify(Object.entries(finding).sort(([one], [other]) => (one < other ? -1 : 1)));
