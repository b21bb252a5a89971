// Recording readings as they came: never interpolated, never refused for their values.
import { z } from "zod";
import { commandsOf } from "../kernel/decider.ts";
import { refuseWithoutReason } from "../kernel/precondition.ts";
import { type Refusal, refuse } from "../kernel/refusal.ts";
import { ProcessDataRecorded } from "./events.ts";
import { processData } from "./process-data.ts";

const command = commandsOf(processData);
const bytesMax = 128 * 1024;

export const recordProcessData = command(
  "RecordProcessData",
  "recordReadings",
  ProcessDataRecorded.data,
  (data, state) => {
    if (state.status === "recorded" && state.batchId !== data.batchId) {
      return refuse("ALREADY_EXISTS", "The series belongs to another batch.");
    }
    return refuseUneven(data) ?? refuseLarge(data) ?? [{ type: "ProcessDataRecorded", data }];
  },
);

/** All of it, as far as it stands: a corrected series is recorded anew. */
export const voidProcessData = command(
  "VoidProcessData",
  "recordReadings",
  z.strictObject({}),
  (_, state, context) => {
    if (state.status === "empty") return refuse("NOT_FOUND", "There are no readings here.");
    const { batchId, chunks } = state;
    if (chunks.length === 0) return [];
    const data = { batchId, correctsEventIds: [...chunks] };
    return refuseWithoutReason(context) ?? [{ type: "ProcessDataVoided", data }];
  },
);

type Chunk = z.output<typeof ProcessDataRecorded.data>;

function refuseUneven({ dt, columns }: Chunk): Refusal | undefined {
  const uneven = columns.find(
    ({ values, quality }) =>
      values.length !== dt.length || (quality !== undefined && quality.length !== dt.length),
  );
  if (!uneven) return undefined;
  return refuse("CHUNK_UNEVEN", `${uneven.tag} has not as many values as there are rows.`);
}

/** The store has limits of its own; numbers are ASCII, so characters are bytes but for names. */
function refuseLarge(chunk: Chunk): Refusal | undefined {
  const length = JSON.stringify(chunk).length;
  if (length <= bytesMax) return undefined;
  return refuse("CHUNK_TOO_LARGE", `The chunk has ${length} characters; ${bytesMax} are allowed.`);
}
