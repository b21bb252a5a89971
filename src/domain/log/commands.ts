// What may be done to the log as a whole. That a key is lost, or that a backup was brought back, is
// seen by the program, which has the keys; here only that nobody was faster.
import { commandsOf } from "../kernel/decider.ts";
import { type Refusal, refuse } from "../kernel/refusal.ts";
import { LogRestored, SigningKeyHandedOver, SigningKeyLost, SigningKeyRotated } from "./events.ts";
import { type LogState, log } from "./log.ts";

const command = commandsOf(log);

interface Keys {
  readonly formerPublicKey: string;
  readonly publicKey: string;
}

/** Undefined: it is due. */
function decided({ publicKey }: LogState, keys: Keys): readonly [] | Refusal | undefined {
  if (publicKey === keys.publicKey) return [];
  if (publicKey === undefined || publicKey === keys.formerPublicKey) return undefined;
  return refuse("REVISION_CHANGED", "Another key has taken the place of the one that is named.");
}

export const rotateSigningKey = command(
  "RotateSigningKey",
  "operateSystem",
  SigningKeyRotated.data,
  (data, state) => decided(state, data) ?? [{ type: "SigningKeyRotated", data }],
);

export const replaceLostSigningKey = command(
  "ReplaceLostSigningKey",
  "operateSystem",
  SigningKeyLost.data,
  (data, state) => decided(state, data) ?? [{ type: "SigningKeyLost", data }],
);

export const recordLogRestored = command(
  "RecordLogRestored",
  "system",
  LogRestored.data,
  (data, state) => decided(state, data) ?? [{ type: "LogRestored", data }],
);

export const recordHandOver = command(
  "RecordHandOver",
  "system",
  SigningKeyHandedOver.data,
  (data, { publicKey, isHandedOver }) => {
    if (publicKey === undefined) return refuse("NOT_FOUND", "No key has taken another's place.");
    return isHandedOver ? [] : [{ type: "SigningKeyHandedOver", data }];
  },
);
