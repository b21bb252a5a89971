// Where the stock of a lot lies: container by container where it came in containers.
import { quantityOf } from "../amount-row.ts";
import { isAfter } from "../books/order.ts";
import type { Place } from "./answer.ts";
import type { ContainerRow, LotRows } from "./rows.ts";
import { isKnown, isNothing, less, type Sum, sum } from "./sum.ts";

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

/** Unknown as soon as something went, and nobody said out of which of several. */
export function inContainer(
  { movements, containers, counts }: Pick<LotRows, "movements" | "containers" | "counts">,
  container: ContainerRow,
  unit: string,
): Sum {
  const { containerId } = container;
  const isOnly = containers.length === 1;
  const counted = counts
    .toSorted((one, other) => one.at - other.at)
    .findLast(
      (count) => count.containerId === containerId || (count.containerId === null && isOnly),
    );
  const since = movements.filter(
    (row) => row.account !== "made" && (!counted || isAfter(row, counted)),
  );
  if (!isOnly && since.some((row) => row.containerId === null)) return { lack: "QUANTITY_UNKNOWN" };
  const own = since.filter((row) => isOnly || row.containerId === containerId);
  const moved = own.map((row) =>
    row.direction === "in" ? quantityOf(row) : less(quantityOf(row)),
  );
  return sum([quantityOf(counted ?? container), ...moved], unit);
}
