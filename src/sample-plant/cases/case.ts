// A special case: at which moment of which batch something happens that is not in the recipe.
import type { Making } from "../processing/making.ts";
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
  | "approving packs"
  | "end of second week";

export interface Case {
  readonly name: string;
  readonly moment: Moment;
  /** The batch that it happens to. */
  readonly batch: number;
  /** How often in a hundred it happens to each of the batches after the third. */
  readonly afterwards_percent?: number;
  /** What there is to see, and by which question. Left out: it belongs to another case. */
  readonly what?: (making: Making) => string;
  /** Left out: it is in the recipe, and only worth a look. */
  readonly happens?: (story: Story, works: Works, making: Making) => Promise<void>;
}
