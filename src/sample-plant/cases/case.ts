// A special case: at which moment of which batch something happens that is not in the recipe.
import type { Making } from "../processing/making.ts";
import type { Highlight } from "../story/highlight.ts";
import type { Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";

export type Moment =
  | "beforeWeighing"
  | "weighed"
  | "blending"
  | `pressing ${string}`
  | "coating"
  | "coated"
  | "approving"
  | "approved"
  | "end of first week"
  | "supplying"
  | "completing packs"
  | "approving packs"
  | "certifying"
  | "end of second week";

export interface Case {
  readonly name: string;
  readonly moment: Moment;
  /** The batch that it happens to. */
  readonly batch: number;
  /** How often in a hundred it happens to each of the batches after the third. */
  readonly afterwards_percent?: number;
  /** What there is to see, and where. Left out: it belongs to another case. */
  readonly tells?: (making: Making, eventId: string) => Omit<Highlight, "name">;
  /** Returns the entry that tells of it; undefined: another case tells. */
  readonly happens: (story: Story, works: Works, making: Making) => Promise<string | undefined>;
}
