// Where the stock of a lot lies: container by container where it came in containers.
import type { Books } from "../books/books.ts";
import { isKnown, isNothing, sum } from "../books/sum.ts";
import type { Place } from "./answer.ts";
import type { LotRows } from "./rows.ts";

/** A container that is empty by the records is left out. */
export function placesOf(
  rows: LotRows,
  containers: Books["containers"],
  unit: string,
): readonly Place[] {
  const places = [...containers].flatMap(([containerId, inside]) => {
    const there = sum([inside], unit);
    if (isNothing(there)) return [];
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
