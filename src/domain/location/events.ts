// Where things are: sites, areas in them, rooms, storage
// (ISA-95 role-based equipment and storage hierarchy).
import { z } from "zod";
import { eventType } from "../kernel/event-type.ts";
import { Identifier } from "../kernel/identifier.ts";

const name = z.string().min(1).max(120);
export const placeKinds = ["area", "room", "storage"] as const;

export const LocationRegistered = eventType("LocationRegistered", {
  data: z.strictObject({
    name,
    kind: z.enum(["site", ...placeKinds]),
    identifiers: z.array(Identifier).describe("GLN, warehouse code."),
    zone: z.string().min(1).max(60).describe("IANA time zone of a site.").exactOptional(),
    parentLocationId: z.string().min(1).describe("What it lies in.").exactOptional(),
    ofContractor: z
      .literal(true)
      .describe("Of a contract maker: what is there stays ours.")
      .exactOptional(),
  }),
  action: "create",
  criticality: "major",
  labels: {
    name: "Name",
    kind: "Kind",
    identifiers: "Identifiers",
    zone: "Time zone",
    parentLocationId: "Lies in",
    ofContractor: "Of a contract maker",
  },
  subjects: ({ parentLocationId }) => (parentLocationId ? [{ location: parentLocationId }] : []),
  sentence: (data, show) => {
    const within = data.parentLocationId ? ` in ${show.location(data.parentLocationId)}` : "";
    return `${kindNames[data.kind]} ${data.name} registered${within}`;
  },
  entry: "Resource Definition Manifest",
  names: (data) => data.name,
});

export const LocationRenamed = eventType("LocationRenamed", {
  data: z.strictObject({ name }),
  action: "change",
  criticality: "major",
  labels: { name: "Name" },
  subjects: () => [],
  sentence: (data) => `Renamed to ${data.name}`,
  entry: "Change",
  names: (data) => data.name,
  changes: ["name"],
});

export const LocationClosed = eventType("LocationClosed", {
  data: z.strictObject({}),
  action: "void",
  criticality: "major",
  labels: {},
  subjects: () => [],
  sentence: () => "Closed: nothing is put here any more",
  entry: "Status Change",
});

export const locationEvents = [LocationRegistered, LocationRenamed, LocationClosed] as const;

const kindNames = { site: "Site", area: "Area", room: "Room", storage: "Storage" } as const;
