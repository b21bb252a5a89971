// The fold of serial numbers: what was issued to the batch, and what became of it. A lot that is
// made under a serial number, once some were issued, has that number applied to it.
import {
  among,
  countOf,
  type Gathered,
  gather,
  noSerials,
  outside,
  rangesOf,
  type SerialRange,
  type Serials,
  serialsOf,
  whole,
  without,
} from "../../kernel/gs1/serial.ts";
import type { Identifier } from "../../kernel/identifier.ts";
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import type { BatchEvent } from "../batch.ts";
import { listedMax, type SerialAccount, type SerialFlag } from "./events.ts";

export interface SerialPart {
  readonly issued: Gathered;
  /** By reservation id. */
  readonly reservationIds: Keyed<true>;
  readonly applied: Gathered;
  readonly returned: Gathered;
  readonly destroyed: Gathered;
  readonly twice: Gathered;
  /** Anything that happens to them later opens it again. */
  readonly isReconciled: boolean;
}

export const noSerialNumbers: SerialPart = {
  issued: [],
  reservationIds: keyed(),
  applied: [],
  returned: [],
  destroyed: [],
  twice: [],
  isReconciled: false,
};

export function evolveSerial(part: SerialPart, event: BatchEvent): SerialPart {
  switch (event.type) {
    case "SerialsIssued":
      return {
        ...part,
        isReconciled: false,
        issued: gather(part.issued, known(event.data.serials)),
        reservationIds: part.reservationIds.with(event.data.reservationId, true),
      };
    case "SerialsAccounted":
      return accounted(part, event.data.as, known(event.data.serials));
    case "SerialsReconciled":
      return { ...part, isReconciled: true };
    case "OutputProduced":
      if (part.issued.length === 0) return part;
      return accounted(part, "applied", serialsIn(event.data.identifiers));
    default:
      return part;
  }
}

/** They were looked at when it was decided. */
const known = (ranges: readonly SerialRange[]): Serials => {
  const found = serialsOf(ranges);
  return "serials" in found ? found.serials : noSerials;
};

/** Of the lot itself: one number for each thing. */
export const serialsIn = (identifiers: readonly Identifier[]): Serials =>
  known(
    identifiers.flatMap(({ scheme, value }) => (scheme === "serialNumber" ? { from: value } : [])),
  );

function accounted(
  part: SerialPart,
  as: "applied" | "returned" | "destroyed",
  serials: Serials,
): SerialPart {
  if (serials.length === 0) return part;
  const twice = gather(part.twice, among(serials, used(part)));
  return { ...part, isReconciled: false, [as]: gather(part[as], serials), twice };
}

const used = ({ applied, returned, destroyed }: SerialPart): Gathered => [
  ...applied,
  ...returned,
  ...destroyed,
];

/** What is odd about accounting for these now. */
export function serialFlags(part: SerialPart, serials: Serials): readonly SerialFlag[] {
  const isOutside = outside(serials, part.issued).length > 0;
  const isTwice = among(serials, used(part)).length > 0;
  return [
    ...(isOutside ? (["SERIAL_NOT_ISSUED"] as const) : []),
    ...(isTwice ? (["SERIAL_DUPLICATE"] as const) : []),
  ];
}

export function serialAccountOf(part: SerialPart): SerialAccount {
  const count = (all: Gathered): number => Number(countOf(whole(all)));
  const [issued, accounted] = [whole(part.issued), whole(used(part))];
  const [missing, notIssued] = [without(issued, accounted), without(accounted, issued)];
  const twice = whole(part.twice);
  return {
    issued: Number(countOf(issued)),
    applied: count(part.applied),
    returned: count(part.returned),
    destroyed: count(part.destroyed),
    missingCount: Number(countOf(missing)),
    missing: listed(missing),
    notIssuedCount: Number(countOf(notIssued)),
    notIssued: listed(notIssued),
    twiceCount: Number(countOf(twice)),
    twice: listed(twice),
  };
}

const listed = (serials: Serials): SerialRange[] => rangesOf(serials.slice(0, listedMax));
