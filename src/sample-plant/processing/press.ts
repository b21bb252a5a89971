// What the control of the press says of it, and what its readings show of that.
import { changeEquipmentState } from "../../domain/equipment/machine/commands.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Making } from "./making.ts";

/** While it stands nothing is pressed, so there is no force to be read. */
const standing = { tbl_speed: 0, main_comp: null, pre_comp: null, ejection: null };

const words = { running: "execute", stopped: "stopped" } as const;

/** Returns the entry. */
export async function turn(
  story: Story,
  { bulk, pressing }: Making,
  state: "setUp" | "running" | "stopped",
  cause?: string,
): Promise<string> {
  const press = story.id("equipment", "press");
  const turned = await story.act({ device: "press" }, changeEquipmentState, press, {
    ...(state === "setUp" ? { state: "execute", mode: "setUp" } : { state: words[state] }),
    batchId: bulk.batchId,
    ...(cause !== undefined && { cause }),
  });
  const { stoppedAt } = pressing;
  if (state === "running" && stoppedAt) {
    const episode = { from: stoppedAt, to: story.now, values: standing, stands: true };
    pressing.episodes.push(episode);
  }
  pressing.stoppedAt = state === "stopped" ? story.now : undefined;
  return eventOf(turned, "EquipmentStateChanged");
}
