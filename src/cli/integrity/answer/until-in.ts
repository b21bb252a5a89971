// A read model that must have an event before it is asked.
import type { Instance } from "../../instance/instance.ts";
import { CliFault } from "../../terminal/fault.ts";

/** One read model may be ahead of another. Throws READ_MODEL_BEHIND. */
export async function untilIn(
  { projections }: Pick<Instance, "projections">,
  name: string,
  position: number,
): Promise<void> {
  if (await projections.waitFor(position, { name, timeout_ms })) return;
  throw new CliFault("READ_MODEL_BEHIND", `The read model ${name} is not up to the event yet.`);
}

const timeout_ms = 30_000;
