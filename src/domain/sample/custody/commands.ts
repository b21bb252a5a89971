// Opening a sample's stream, and handing it on. What arrives is recorded as it was found.
import { refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { command } from "../sample.ts";
import {
  type CustodyFlag,
  SampleDestroyed,
  SampleReceived,
  SampleRetained,
  SampleSent,
  SampleTaken,
} from "./events.ts";

/** Second half of taking a sample out of a lot. */
export const openSample = command("OpenSample", "system", SampleTaken.data, (data, state) => {
  if (state.status === "unknown") return [{ type: "SampleTaken", data }];
  if (sameContent(state.taken, data)) return [];
  return refuse("ALREADY_EXISTS", "There is another sample under this id.");
});

export const sendSample = command("SendSample", "recordResults", SampleSent.data, (data, state) => {
  if (state.status === "unknown") return unknown;
  if (state.status === "destroyed") return destroyed;
  return sameContent(state.sent, data) ? [] : [{ type: "SampleSent", data }];
});

export const receiveSample = command(
  "ReceiveSample",
  "recordResults",
  SampleReceived.data.omit({ flags: true }),
  (data, state) => {
    if (state.status === "unknown") return unknown;
    const { sent } = state;
    const differs = sent?.sealNumber !== undefined && sent.sealNumber !== data.sealNumber;
    const flags: CustodyFlag[] = [
      ...(data.sealIntact ? [] : (["SEAL_BROKEN"] as const)),
      ...(differs ? (["SEAL_DIFFERS"] as const) : []),
    ];
    const received = { ...data, flags };
    return sameContent(state.received, received)
      ? []
      : [{ type: "SampleReceived", data: received }];
  },
);

export const retainSample = command(
  "RetainSample",
  "recordResults",
  SampleRetained.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    if (state.status === "destroyed") return destroyed;
    if (sameContent(state.retained, data)) return [];
    if (state.retained && data.keepUntil < state.retained.keepUntil) {
      return refuse("RETENTION_ACTIVE", `It is kept until ${state.retained.keepUntil} already.`);
    }
    return [{ type: "SampleRetained", data }];
  },
);

export const destroySample = command(
  "DestroySample",
  "recordResults",
  SampleDestroyed.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (state.status === "destroyed") return [];
    if (state.retained && context.judgedOn <= state.retained.keepUntil) {
      return refuse("RETENTION_ACTIVE", `It is kept until ${state.retained.keepUntil}.`);
    }
    return refuseWithoutReason(context) ?? [{ type: "SampleDestroyed", data }];
  },
);

const unknown = refuse("NOT_FOUND", "There is no sample under this id.");
const destroyed = refuse("STATUS_BLOCKS_USE", "The sample has been destroyed.");
