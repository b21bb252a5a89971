// Which holds of a register a lot or a batch falls under.
import { type Identifier, identifierKey } from "../kernel/identifier.ts";
import { toUtc } from "../kernel/instant.ts";
import type { Hold } from "../kernel/shape/hold.ts";
import type { Predicate } from "./events.ts";
import type { HoldRegisterState } from "./hold-register.ts";

export interface FittingLot {
  readonly materialLotId: string;
  readonly materialDefinitionId: string;
  readonly identifiers: readonly Identifier[];
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

/** Whether it must be known by which identifiers its lots go: else ids and materials are enough. */
export const asksIdentifiers = (register: HoldRegisterState): boolean =>
  [...register.holds.values()].some(({ predicates }) =>
    predicates.some(({ kind }) => kind === "identifier"),
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
      return lot.identifiers.some((other) => keyOf(other) === keyOf(one.identifier));
    case "lot":
      return one.materialLotId === lot.materialLotId;
    case "equipment":
      return false;
    default:
      return one satisfies never;
  }
}

function fitsBatch(one: Predicate, of: FittingBatch): boolean {
  if (one.kind === "equipment") {
    const since = of.equipment.get(one.equipmentId);
    if (since === undefined) return false;
    // It was in use from then until now, as far as is known: rather too much than too little.
    return (one.to === undefined || since <= toUtc(one.to)) && of.until >= toUtc(one.from);
  }
  const isProduct = one.kind === "material" && one.materialDefinitionId === of.materialDefinitionId;
  return isProduct || of.consumed.some((lot) => fitsLot(one, lot));
}

const keyOf = (identifier: Identifier): string => JSON.stringify(identifierKey(identifier));
