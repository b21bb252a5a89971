// Where things are in the sample plant.
import type { EventOf } from "../../domain/kernel/event-type.ts";
import type { LocationRegistered } from "../../domain/location/events.ts";

export interface PlaceItem {
  readonly name: string;
  readonly kind: Exclude<EventOf<typeof LocationRegistered>["data"]["kind"], "site">;
}

export const places = {
  rawStore: { name: "Raw material store", kind: "storage" },
  quarantineStore: { name: "Store for rejected goods", kind: "storage" },
  siloRoom: { name: "Silo room", kind: "room" },
  dispensing: { name: "Dispensing, room 1.04", kind: "room" },
  granulation: { name: "Granulation, room 1.07", kind: "room" },
  compression: { name: "Compression, room 1.11", kind: "room" },
  coating: { name: "Coating, room 1.14", kind: "room" },
  bulkStore: { name: "Store for bulk tablets", kind: "storage" },
  packagingHall: { name: "Packaging hall 2", kind: "area" },
  finishedStore: { name: "Finished goods store", kind: "storage" },
} as const satisfies Record<string, PlaceItem>;

export type PlaceKey = keyof typeof places;
export const placeKeys = Object.keys(places) as readonly PlaceKey[];
