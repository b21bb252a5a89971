// Registering sites and the places in them, renaming and closing them.
import { z } from "zod";
import { commandsOf } from "../kernel/decider.ts";
import type { EventOf } from "../kernel/event-type.ts";
import { refuseMistyped } from "../kernel/gs1.ts";
import type { Identifier } from "../kernel/identifier.ts";
import { refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import { LocationClosed, LocationRegistered, LocationRenamed, placeKinds } from "./events.ts";
import { type LocationState, location } from "./location.ts";

const command = commandsOf(location);
const { name, identifiers, ofContractor } = LocationRegistered.data.shape;

const reserves = {
  identifiers: (data: { identifiers: readonly Identifier[] }) => data.identifiers,
  code: "IDENTIFIER_TAKEN",
} as const;

const Site = z.strictObject({
  ...{ name, identifiers, ofContractor },
  zone: z.string().min(1).max(60),
});

export const registerSite = command(
  "RegisterSite",
  "authorMasterData",
  Site,
  (data, state) => registered({ ...data, kind: "site" }, state),
  {
    reserves: {
      ...reserves,
      identifiers: (data) => [...data.identifiers, siteIdentifier(data.name)],
    },
  },
);

/** Rights and entries name a site by its name, so there is one of each. */
export const siteIdentifier = (site: string): Identifier => ({
  scheme: "site",
  issuer: "this system",
  value: site,
});

const Place = z.strictObject({
  name,
  kind: z.enum(placeKinds),
  identifiers,
  parentLocationId: z.string().min(1),
});

export const registerLocation = command(
  "RegisterLocation",
  "authorMasterData",
  Place,
  (data, state, { also }) => {
    if (state.status !== "unknown") return registered(data, state);
    if (also.parent.status === "unknown") {
      return refuse("NOT_FOUND", "The place that it should lie in is not registered.");
    }
    if (also.parent.status === "closed") {
      return refuse("STATUS_BLOCKS_USE", `${also.parent.name} is closed.`);
    }
    return registered(data, state);
  },
  {
    reserves,
    reads: {
      parent: {
        aggregate: location,
        id: ({ parentLocationId }: z.output<typeof Place>) => parentLocationId,
        within: true,
      },
    },
  },
);

export const renameLocation = command(
  "RenameLocation",
  "authorMasterData",
  LocationRenamed.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (state.name === data.name) return [];
    if (state.status === "closed") return refuse("STATUS_BLOCKS_USE", `${state.name} is closed.`);
    const before = { name: state.name };
    return refuseWithoutReason(context) ?? [{ type: "LocationRenamed", data, before }];
  },
);

export const closeLocation = command(
  "CloseLocation",
  "authorMasterData",
  LocationClosed.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (state.status === "closed") return [];
    return refuseWithoutReason(context) ?? [{ type: "LocationClosed", data }];
  },
);

const unknown = refuse("NOT_FOUND", "No place is registered under this id.");

function registered(data: EventOf<typeof LocationRegistered>["data"], state: LocationState) {
  if (state.status === "unknown") {
    return refuseMistyped(data.identifiers) ?? [{ type: "LocationRegistered" as const, data }];
  }
  if (sameContent(state.registered, data)) return [];
  return refuse("ALREADY_EXISTS", `${state.name} is registered here already.`);
}
