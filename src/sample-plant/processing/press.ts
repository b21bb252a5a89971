// What the control of the press says of it.
import { changeEquipmentState } from "../../domain/equipment/commands.ts";
import type { Story } from "../story/story.ts";
import type { Making } from "./making.ts";

export const turn = (
  story: Story,
  { bulk }: Making,
  state: "setUp" | "running" | "stopped",
  cause?: string,
) =>
  story.act({ device: "press" }, changeEquipmentState, story.id("equipment", "press"), {
    state,
    batchId: bulk.batchId,
    ...(cause !== undefined && { cause }),
  });
