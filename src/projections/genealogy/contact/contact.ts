// What was in contact with what a trace reached, though no material of it is recorded to have come
// there. These are classes of their own: nothing of them is in the scope of the trace.
import type { Thing } from "../question/thing.ts";

export const contactClasses = ["cross-contact", "exposure"] as const;
export type ContactClass = (typeof contactClasses)[number];

/** Why a thing is in its class. */
export const contactReasons = {
  SAME_TIME: "It was on the equipment while the suspect was.",
  BEFORE_CLEANING: "It was on the equipment, and no cleaning lies between it and the suspect.",
  CLEANING_UNKNOWN:
    "It was on the equipment, and no cleaning is recorded that would end what the suspect began.",
  SAME_PLACE: "It stood in the same place or room at the same time.",
} as const;

export interface ContactTime {
  readonly from: string;
  /** Absent: no end is recorded. */
  readonly to?: string;
  /** Claimed: a time of it was said when it was over. */
  readonly basis: "observed" | "claimed";
}

export interface RecordedCleaning {
  readonly eventId: string;
  /** Log index of the event. */
  readonly position: number;
  readonly at: string;
  readonly basis: ContactTime["basis"];
  readonly procedure: string;
  /** As it was recorded: minor, major; absent: the procedure knows but one. */
  readonly level?: string;
}

export interface Contact {
  readonly class: ContactClass;
  /** A batch or a lot that is not in the scope of the trace. */
  readonly thing: Thing;
  /** Of a batch: what came out of it. */
  readonly lots: readonly Thing[];
  /** Of the scope: what it was in contact with. */
  readonly suspect: Thing;
  readonly where: {
    readonly kind: "equipment" | "location";
    readonly id: string;
    readonly name: string;
  };
  readonly time: ContactTime;
  readonly suspectTime: ContactTime;
  readonly reason: keyof typeof contactReasons;
  /** Forward the first cleaning after the suspect, backward the last before it. */
  readonly cleaning?: RecordedCleaning;
}

/** Of each class, whether it is in the answer; never silent. */
export interface ClassStated {
  readonly class: ContactClass;
  readonly isListed: boolean;
  /**
   * On how many pieces of equipment, or in how many places, things of the scope were, so that there
   * can be contacts. Absent: not looked up for more than `placesOfMax` things, or while the read
   * model that knows is behind.
   */
  readonly places?: number;
  /** Things listed. */
  readonly things?: number;
  /** Things left out because of a cleaning whose time was only claimed. */
  readonly outByClaimedCleaning?: number;
  /** How to ask for it. */
  readonly ask?: string;
}

export interface Contacts {
  readonly classes: readonly ClassStated[];
  readonly contacts: readonly Contact[];
}
