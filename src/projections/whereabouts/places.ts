// Where the stock of a lot lies: container by container where it came in containers.
import { inContainer } from "../books/container.ts";
import { isKnown, isNothing } from "../books/sum.ts";
import type { Place } from "./answer.ts";
import type { LotRows } from "./rows.ts";

/** A container that is empty by the records is left out. */
export function placesOf(rows: LotRows, unit: string): readonly Place[] {
  const { containers } = rows;
  if (containers.length === 0) return [placeOf(rows, null)];
  const places = containers.flatMap((container) => {
    const there = inContainer(rows, container, unit);
    if (isNothing(there)) return [];
    const { containerId } = container;
    const quantity = isKnown(there) && { quantity: there.quantity };
    return [{ ...placeOf(rows, containerId), containerId, ...quantity }];
  });
  return places.length > 0 ? places : [placeOf(rows, null)];
}

function placeOf({ places }: LotRows, containerId: string | null): Place {
  const last = places.findLast((place) =>
    place.containerId === null ? true : place.containerId === containerId,
  );
  if (!last) return {};
  return {
    ...(last.location !== null && { location: last.location }),
    locationId: last.locationId,
    ...(last.ofContractor && { ofContractor: true }),
  };
}
