// What the label of a dispensed container is encoded with, and what people read on it.
import type { EventOf } from "../../kernel/event-type.ts";
import { bracketed } from "../../kernel/gs1/bracketed.ts";
import { isOutside } from "../../kernel/gs1/element.ts";
import type { MaterialDispensed } from "./events.ts";

type Dispensed = EventOf<typeof MaterialDispensed>["data"];

/**
 * The elements that were given with the weighing; else the container's id as what a company agrees
 * on with itself, AI (91). Undefined: its id has characters that no GS1 code carries.
 */
export function labelCode({ label, dispensedContainerId: value }: Dispensed): string | undefined {
  if (label !== undefined) return label;
  if (isOutside("X", value) || value.length > 90) return undefined;
  const code = bracketed([{ ai: "91", value }]);
  return typeof code === "string" ? code : undefined;
}
