// What has ended is made unreadable: the keys of ended credentials, of used recoveries, and of what
// was erased. Asked right after the event, and again for every person when a service starts, in
// case a crash came between.
import type { Person } from "../../domain/person/person.ts";
import type { AccessParts } from "../parts.ts";
import { personNow } from "../standing.ts";

export async function forgetEnded(
  { handler, seals }: Pick<AccessParts, "handler" | "seals">,
  personId: string,
): Promise<void> {
  const one = await personNow(handler, personId);
  if (one) await seals.destroy(endedKeys(one));
}

const endedKeys = ({ ended, erasedKeys }: Person): readonly string[] =>
  [...ended.values(), ...erasedKeys].filter((key) => key !== "");
