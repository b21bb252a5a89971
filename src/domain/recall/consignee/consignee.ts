// The fold of the consignees: who they are, and what each has been told, has answered and does.
import type { EventOf } from "../../kernel/event-type.ts";
import type { Keyed } from "../../kernel/keyed.ts";
import type { Shipped } from "../scope/scope.ts";
import type { consigneeEvents, RecallConsigneeReplied } from "./events.ts";

type Reply = EventOf<typeof RecallConsigneeReplied>["data"];

export interface Consignee {
  readonly consigneeNumber: string;
  readonly name: string;
  readonly address: string | undefined;
  /** Of the customer that the goods were shipped to. */
  readonly partyId: string | undefined;
  /** Who says that it passed goods on to them. */
  readonly ofConsigneeId: string | undefined;
  /** How often it was told. */
  readonly notified: number;
  /** SHA-256 of the letter that was sent last. */
  readonly letterDigest: string | undefined;
  /** Its last reply. */
  readonly reply: Reply | undefined;
  readonly givenUp: boolean;
  /** More of the scope went there than it was last heard of. */
  readonly isOwing: boolean;
  /** Of the last check. */
  readonly effective: boolean | undefined;
}

/** By consignee number. */
export type ConsigneePart = Keyed<Consignee>;

/** In the order of their numbers, which is that in which they came. */
export const inOrder = (part: ConsigneePart): readonly Consignee[] =>
  [...part.values()].sort((one, other) => numberOf(one) - numberOf(other));

const numberOf = ({ consigneeNumber }: Consignee): number => Number(consigneeNumber.slice(1));

const unheard = {
  notified: 0,
  letterDigest: undefined,
  reply: undefined,
  givenUp: false,
  isOwing: false,
  effective: undefined,
};

/**
 * With everybody to whom something was shipped. Who was told, or heard, before more came to be
 * known is told of it too, and says and shows anew; what it said of the rest stands until then.
 */
export function withShipped(part: ConsigneePart, shipments: readonly Shipped[]): ConsigneePart {
  let added = part;
  for (const { consigneeNumber, name, address, customerPartyId: partyId } of shipments) {
    const known = { consigneeNumber, name, address, partyId, ofConsigneeId: undefined };
    const former = part.get(consigneeNumber);
    const { reply, letterDigest } = former ?? unheard;
    const isOwing = reply !== undefined;
    const now = { ...known, ...former, ...unheard, reply, letterDigest, isOwing };
    added = added.with(consigneeNumber, now);
  }
  return added;
}

export function evolveConsignee(
  part: ConsigneePart,
  event: EventOf<(typeof consigneeEvents)[number]>,
): ConsigneePart {
  const { consigneeNumber } = event.data;
  const former = part.get(consigneeNumber);
  if (!former) return part;
  const now = (change: Partial<Consignee>) => part.with(consigneeNumber, { ...former, ...change });
  switch (event.type) {
    case "RecallConsigneeNotified": {
      const { time: notified, letterDigest = former.letterDigest } = event.data;
      return now({ notified, letterDigest });
    }
    case "RecallConsigneeReplied":
      return withPassedOn(now({ reply: event.data, givenUp: false, isOwing: false }), event.data);
    case "RecallConsigneeGivenUp":
      return now({ givenUp: true });
    case "RecallEffectivenessChecked":
      return now({ effective: event.data.effective });
    default:
      return event satisfies never;
  }
}

function withPassedOn(
  part: ConsigneePart,
  { consigneeNumber: of, passedOnTo }: Reply,
): ConsigneePart {
  let added = part;
  for (const { consigneeNumber, name, address } of passedOnTo) {
    if (added.has(consigneeNumber)) continue;
    const known = { consigneeNumber, name, address, partyId: undefined, ofConsigneeId: of };
    added = added.with(consigneeNumber, { ...known, ...unheard });
  }
  return added;
}

/** It has answered, or does not though it was reminded. */
export const isHeard = ({ reply, isOwing, givenUp }: Consignee): boolean =>
  (reply !== undefined && !isOwing) || givenUp;
