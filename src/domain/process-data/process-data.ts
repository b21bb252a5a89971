// One series: which chunks stand. The readings themselves are not kept in the state.
import { aggregate } from "../kernel/decider.ts";
import { processDataEvents } from "./events.ts";

export type ProcessDataState =
  | { readonly status: "empty" }
  | {
      readonly status: "recorded";
      readonly batchId: string;
      /** Event ids of the chunks that stand. */
      readonly chunks: readonly string[];
      readonly rowCount: number;
    };

export const processData = aggregate({
  category: "processData",
  ofSite: true,
  events: processDataEvents,
  initial: { status: "empty" },
  evolve(state: ProcessDataState, event, { id }): ProcessDataState {
    const former = state.status === "empty" ? { chunks: [], rowCount: 0 } : state;
    switch (event.type) {
      case "ProcessDataRecorded": {
        const { batchId, dt } = event.data;
        const chunks = [...former.chunks, id];
        return { status: "recorded", batchId, chunks, rowCount: former.rowCount + dt.length };
      }
      case "ProcessDataVoided": {
        const { batchId } = event.data;
        return { status: "recorded", batchId, chunks: [], rowCount: 0 };
      }
      default:
        return event satisfies never;
    }
  },
});
