// Whether a lot may be used by where it came from. A supplier is approved for a material, and so is
// whoever made it: a broker's approval covers no maker. Where nobody is named as the maker, the
// supplier is.
import type { Context } from "../../../domain/kernel/decider.ts";
import type { PartyReference } from "../../../domain/kernel/shape/reference.ts";
import { type PartyState, party } from "../../../domain/party/party.ts";
import type { SourceRole } from "../../../domain/party/source/events.ts";
import { type SourceStanding, standingOn } from "../../../domain/party/source/source.ts";
import type { Evidence } from "./evidence.ts";

export interface Delivered {
  readonly material: { readonly materialDefinitionId: string };
  readonly supplier?: PartyReference | undefined;
  readonly manufacturer?: PartyReference | undefined;
}

export interface Here {
  readonly site: string;
  readonly date: string;
}

/** For what is decided now, whatever time is claimed for it. */
export const hereNow = ({ site, judgedOn }: Context): Here => ({ site, date: judgedOn });

/** The lesser of the two: conditional where one of them is, not approved where one is not. */
export function sourceStanding(
  evidence: Evidence,
  { material, supplier, manufacturer }: Delivered,
  here: Here,
): SourceStanding {
  const { materialDefinitionId } = material;
  const asked: readonly (readonly [SourceRole, PartyReference | undefined])[] = [
    ["supplier", supplier],
    ["manufacturer", manufacturer ?? supplier],
  ];
  const standings = asked.map(([role, of]) => {
    const state: PartyState | undefined = of && evidence.of(party, of.partyId);
    if (state?.status !== "registered") return "notApproved";
    const { site, date } = here;
    return standingOn(state.sources, { role, materialDefinitionId, site }, date);
  });
  if (standings.includes("notApproved")) return "notApproved";
  return standings.includes("conditional") ? "conditional" : "approved";
}
