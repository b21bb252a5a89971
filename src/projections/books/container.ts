// What is in one container of a lot.
import { quantityOf } from "../amount-row.ts";
import { isAfter } from "./order.ts";
import type { BookRows, ContainerRow } from "./rows.ts";
import { type Sum, signed, sum } from "./sum.ts";

/** Unknown as soon as something went, and nobody said out of which of several. */
export function inContainer(
  { movements, containers, counts }: BookRows,
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
  return sum([quantityOf(counted ?? container), ...own.map(signed)], unit);
}
