// Which holds of a register a lot or a batch falls under.
import { foldedValue, type Identifier } from "../kernel/identifier.ts";
import { toUtc } from "../kernel/instant.ts";
import type { Hold } from "../kernel/shape/hold.ts";
import type { MadeOn } from "../kernel/shape/made-on.ts";
import type { Predicate } from "./events.ts";
import type { HoldRegisterState } from "./hold-register.ts";

export interface FittingLot {
  readonly materialLotId: string;
  readonly materialDefinitionId: string;
  readonly identifiers: readonly Identifier[];
  readonly madeOn: readonly MadeOn[];
}

export interface FittingBatch {
  readonly materialDefinitionId: string;
  readonly consumed: readonly FittingLot[];
  /** When it was first used for the batch, by equipment. */
  readonly equipment: ReadonlyMap<string, string>;
  /** Up to when: the time of the output, or that of its record if it is later, UTC. */
  readonly until: string;
}

export const holdsOnLot = (register: HoldRegisterState, lot: FittingLot): readonly Hold[] =>
  fitting(register, (one) => fitsLot(one, lot));

/** What it yields by then falls under them too. */
export const holdsOnBatch = (register: HoldRegisterState, of: FittingBatch): readonly Hold[] =>
  fitting(register, (one) => fitsBatch(one, of));

/** Whether more must be known of lots than their ids and materials: their names, what made them. */
export const asksLots = (register: HoldRegisterState): boolean =>
  [...register.holds.values()].some(({ predicates }) =>
    predicates.some(({ kind }) => kind === "identifier" || kind === "equipment"),
  );

function fitting(register: HoldRegisterState, fits: (one: Predicate) => boolean): readonly Hold[] {
  return [...register.holds.values()]
    .filter(({ predicates }) => predicates.some(fits))
    .map(({ predicates: _, ...hold }) => hold);
}

function fitsLot(one: Predicate, lot: FittingLot): boolean {
  switch (one.kind) {
    case "material":
      return one.materialDefinitionId === lot.materialDefinitionId;
    case "identifier":
      return lot.identifiers.some((other) => isSaidBy(one.identifier, other));
    case "lot":
      return one.materialLotId === lot.materialLotId;
    case "equipment":
      return lot.madeOn.some(({ equipmentId, from, to }) => {
        return equipmentId === one.equipmentId && meets(one, from, to);
      });
    default:
      return one satisfies never;
  }
}

function fitsBatch(one: Predicate, of: FittingBatch): boolean {
  if (one.kind === "equipment") {
    const since = of.equipment.get(one.equipmentId);
    // It was in use from then until now, as far as is known: rather too much than too little.
    if (since !== undefined && meets(one, since, of.until)) return true;
  }
  const isProduct = one.kind === "material" && one.materialDefinitionId === of.materialDefinitionId;
  return isProduct || of.consumed.some((lot) => fitsLot(one, lot));
}

/** Whether it was in use within the time of the hold. Both in UTC. */
const meets = (
  hold: Extract<Predicate, { readonly kind: "equipment" }>,
  since: string,
  until: string,
): boolean => (hold.to === undefined || since <= toUtc(hold.to)) && until >= toUtc(hold.from);

const isSaidBy = (
  asked: Extract<Predicate, { readonly kind: "identifier" }>["identifier"],
  { scheme, issuer, value }: Identifier,
): boolean =>
  asked.scheme === scheme &&
  (asked.issuer === undefined || asked.issuer === issuer) &&
  foldedValue(asked.value) === foldedValue(value);
