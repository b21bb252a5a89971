// Whether it was ever known how much a lot is: said as it came to be, or found since. What is taken
// of it later does not undo that; and that nothing is left does not say how much there was.
import { type Keyed, keyed } from "../kernel/keyed.ts";
import { type Quantity, sign } from "../kernel/quantity.ts";
import { type Amount, isStated } from "../kernel/shape/container.ts";

export interface Measured {
  readonly isKnown: boolean;
  /** Containers of which nobody has said how much is in them: true as long as that is so. */
  readonly open: Keyed<boolean>;
  readonly openCount: number;
}

export function measuredAtFirst(of: Amount): Measured {
  const unstated = of.containers.filter(({ quantity }) => quantity === undefined);
  const open = unstated.reduce((all, one) => all.with(one.containerId, true), keyed<boolean>());
  return { isKnown: isStated(of), open, openCount: open.size };
}

/** No container: all of it was found. */
export function foundIn(
  before: Measured,
  { quantity, containerId }: { readonly quantity: Quantity; readonly containerId?: string },
): Measured {
  if (before.isKnown || sign(quantity) <= 0) return before;
  if (containerId === undefined) return { ...before, isKnown: true };
  if (before.open.get(containerId) !== true) return before;
  const openCount = before.openCount - 1;
  return { isKnown: openCount === 0, open: before.open.with(containerId, false), openCount };
}

/** What is looked up of a lot and of what was split off from it. */
export interface Measures {
  measured(materialLotId: string): Measured | undefined;
  /** The lot that was split off with this container. */
  partWith(materialLotId: string, containerId: string): string | undefined;
}

/** Also by what was found of its containers in the lots that these went into. */
export function isMeasured(known: Measures, materialLotId: string): boolean {
  const measured = known.measured(materialLotId);
  if (!measured) return false;
  const open = openIn(measured);
  return measured.isKnown || (open.length > 0 && open.every(isFoundLater(known, materialLotId)));
}

export const openIn = ({ open }: Measured): readonly string[] =>
  [...open.entries()].flatMap(([containerId, isOpen]) => (isOpen ? containerId : []));

const isFoundLater =
  (known: Measures, materialLotId: string) =>
  (containerId: string): boolean => {
    const part = known.partWith(materialLotId, containerId);
    const there = part === undefined ? undefined : known.measured(part);
    if (part === undefined || !there) return false;
    if (there.isKnown || there.open.get(containerId) !== true) return true;
    return isFoundLater(known, part)(containerId);
  };
