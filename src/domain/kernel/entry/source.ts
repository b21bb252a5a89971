// Where a value is from: what the server knows, and what is only said of it.
import { z } from "zod";
import type { Context } from "../decider.ts";

export const Source = z.enum(["manual", "device", "import"]);
export type Source = z.output<typeof Source>;

/** A machine's reading that a person enters is an entry by hand (21 CFR 211.68(b)). */
export const claimedSource = Source.exclude(["manual"])
  .exactOptional()
  .describe("What whoever entered it by hand said that it was from; nothing here read it.");

type Entering = Pick<Context, "actor" | "authentication" | "readOn">;

interface Said {
  readonly source: Source;
  readonly equipmentId?: string;
}

interface Known {
  readonly source: Source;
  readonly claimedSource?: "device" | "import";
}

/** A known machine says itself what it is from; for a person a driver of ours has to know. */
export function sourceOf({ source, equipmentId }: Said, entering: Entering): Known {
  if (source === "manual" || isMachine(entering)) return { source };
  if (source === "device" && isReadOn(equipmentId, entering)) return { source };
  return { source: "manual", claimedSource: source };
}

/** Whether nobody typed it: a machine sent it, or a driver of ours has just read this device. */
export const isReadOn = (equipmentId: string | undefined, entering: Entering): boolean =>
  isMachine(entering) || (equipmentId !== undefined && equipmentId === entering.readOn);

/** A device or service that has shown who it is, or an import. */
export const isMachine = ({ actor, authentication }: Omit<Entering, "readOn">): boolean =>
  actor.kind === "import" || (actor.kind !== "person" && authentication.method !== "none");

/** As a sentence ends that tells of it. */
export const asClaimed = (claimed: "device" | "import" | undefined): string =>
  claimed === undefined ? "" : `, entered by hand as from ${articled[claimed]}`;
const articled = { device: "a device", import: "an import" } as const;
