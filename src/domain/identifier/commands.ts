// Taking an identifier, and giving it to another when its holder never came to be.
import { z } from "zod";
import { commandsOf } from "../kernel/decider.ts";
import { refuse } from "../kernel/refusal.ts";
import {
  type Holder,
  IdentifierContentChanged,
  IdentifierReassigned,
  IdentifierReserved,
} from "./events.ts";
import { identifier } from "./identifier.ts";

const command = commandsOf(identifier);

/**
 * Repeated by its holder nothing happens, also when the content differs: the caller compares
 * digests.
 */
export const reserveIdentifier = command(
  "ReserveIdentifier",
  "system",
  IdentifierReserved.data,
  (data, state) => {
    if (state.status === "free") return [{ type: "IdentifierReserved", data }];
    return sameHolder(state.holder, data.holder) ? [] : taken(state.holder);
  },
);

const Reassign = z.strictObject({
  ...IdentifierReassigned.data.shape,
  from: IdentifierReassigned.data.shape.holder,
});

/**
 * Whether the former holder never came to be is told by its empty stream: the handler has looked.
 */
export const reassignIdentifier = command(
  "ReassignIdentifier",
  "system",
  Reassign,
  (data, state) => {
    const { from, ...reassigned } = data;
    if (state.status === "free") return refuse("NOT_FOUND", "The identifier is not reserved.");
    if (sameHolder(state.holder, data.holder)) return [];
    if (!sameHolder(state.holder, from)) return taken(state.holder);
    return [{ type: "IdentifierReassigned", data: reassigned, before: { holder: state.holder } }];
  },
);

export const changeIdentifierContent = command(
  "ChangeIdentifierContent",
  "system",
  IdentifierContentChanged.data,
  (data, state, { reason }) => {
    if (state.status === "free") return refuse("NOT_FOUND", "The identifier is not reserved.");
    if (state.digest === data.digest) return [];
    if (!reason) return refuse("REASON_REQUIRED", "Say why other content is accepted.");
    const before = { digest: state.digest ?? null };
    return [{ type: "IdentifierContentChanged", data, before }];
  },
);

const sameHolder = (left: Holder, right: Holder): boolean =>
  left.kind === right.kind && left.id === right.id;

const taken = (holder: Holder) =>
  refuse("IDENTIFIER_TAKEN", `The identifier belongs to ${holder.kind} ${holder.id}.`);
