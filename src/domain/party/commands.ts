// Registering a party, approving it for a role, withdrawing that, renaming it.
import { commandsOf } from "../kernel/decider.ts";
import { refuseMistyped } from "../kernel/gs1.ts";
import { refuseUnauthenticated, refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import {
  PartyApprovalWithdrawn,
  PartyApproved,
  PartyContactErased,
  PartyContactRecorded,
  PartyRegistered,
  PartyRenamed,
} from "./events.ts";
import { party } from "./party.ts";

const command = commandsOf(party);

export const registerParty = command(
  "RegisterParty",
  "authorMasterData",
  PartyRegistered.data,
  (data, state) => {
    if (state.status === "unknown") {
      return refuseMistyped(data.identifiers) ?? [{ type: "PartyRegistered", data }];
    }
    if (sameContent(state.registered, data)) return [];
    return refuse("ALREADY_EXISTS", `${state.name} is registered here already.`);
  },
  { reserves: { identifiers: ({ identifiers }) => identifiers, code: "IDENTIFIER_TAKEN" } },
);

export const approveParty = command(
  "ApproveParty",
  "approveMasterData",
  PartyApproved.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    const held = state.approvals.get(data.role);
    if (held && held.validUntil === data.validUntil) return [];
    return refuseUnauthenticated(context) ?? [{ type: "PartyApproved", data }];
  },
);

export const withdrawPartyApproval = command(
  "WithdrawPartyApproval",
  "approveMasterData",
  PartyApprovalWithdrawn.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (!state.approvals.has(data.role)) return [];
    return refuseWithoutReason(context) ?? [{ type: "PartyApprovalWithdrawn", data }];
  },
);

export const renameParty = command(
  "RenameParty",
  "authorMasterData",
  PartyRenamed.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (state.name === data.name) return [];
    const before = { name: state.name };
    return refuseWithoutReason(context) ?? [{ type: "PartyRenamed", data, before }];
  },
);

export const recordPartyContact = command(
  "RecordPartyContact",
  "authorMasterData",
  PartyContactRecorded.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    if (sameContent(state.contacts.get(data.contactId), data)) return [];
    return [{ type: "PartyContactRecorded", data }];
  },
);

export const erasePartyContact = command(
  "ErasePartyContact",
  "eraseData",
  PartyContactErased.data.omit({ keys: true }),
  ({ contactId, basis }, state, context) => {
    if (state.status === "unknown") return unknown;
    const keys = [...(state.contactKeys.get(contactId) ?? [])];
    if (keys.every((key) => state.erasedKeys.has(key))) return [];
    const event = { type: "PartyContactErased", data: { contactId, keys, basis } } as const;
    return refuseWithoutReason(context) ?? [event];
  },
);

const unknown = refuse("NOT_FOUND", "No party is registered under this id.");
