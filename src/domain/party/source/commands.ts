// Approving a party as supplier or as manufacturer of one material, for the site where it is done.
import { commandsOf } from "../../kernel/decider.ts";
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../../kernel/precondition.ts";
import { refuse } from "../../kernel/refusal.ts";
import { party } from "../party.ts";
import { SourceApproved, SourceSuspended } from "./events.ts";
import { sourceKey } from "./source.ts";

const command = commandsOf(party);

export const approveSource = command(
  "ApproveSource",
  "approveMasterData",
  SourceApproved.data.omit({ site: true }),
  (asked, state, context) => {
    if (state.status === "unknown") return unknown;
    const data = { ...asked, site: context.site };
    if (data.until !== undefined && data.until < data.from) {
      return refuse("MALFORMED_COMMAND", "The approval would end before it begins.");
    }
    const { material, ...key } = data;
    const held = state.sources.get(sourceKey({ ...key, ...material }));
    if (sameContent(held, { ...data, status: "approved" })) return [];
    return refuseUnlessPerson(context) ?? [{ type: "SourceApproved", data }];
  },
  { scope: ({ material }) => ({ material: material.materialDefinitionId, client: null }) },
);

export const suspendSource = command(
  "SuspendSource",
  "approveMasterData",
  SourceSuspended.data.omit({ site: true }),
  (asked, state, context) => {
    if (state.status === "unknown") return unknown;
    const data = { ...asked, site: context.site };
    const { material, ...key } = data;
    const held = state.sources.get(sourceKey({ ...key, ...material }));
    if (!held) return refuse("NOT_FOUND", "It has never been approved for this material here.");
    if (held.status === "suspended") return [];
    return refuseWithoutReason(context) ?? [{ type: "SourceSuspended", data }];
  },
  { scope: ({ material }) => ({ material: material.materialDefinitionId, client: null }) },
);

const unknown = refuse("NOT_FOUND", "No party is registered under this id.");
