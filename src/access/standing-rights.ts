// Which rights somebody holds somewhere at present: for what is shown to them. Whether they may do
// a certain thing is asked of `permission`, with what it is about.
import { type Right, rightNames } from "../domain/kernel/access/right.ts";
import type { Permits } from "../domain/kernel/access/standing.ts";

/** `at`: the server's time; without it, also what is granted for another time. */
export function rightsNow(permits: Permits, at?: string): ReadonlySet<Right> {
  if (permits === "everything") return new Set(rightNames);
  const now = at === undefined ? undefined : Date.parse(at);
  const held = permits.grants.filter(
    ({ from, until }) =>
      now === undefined ||
      ((from === undefined || now >= Date.parse(from)) &&
        (until === undefined || now < Date.parse(until))),
  );
  return new Set(held.flatMap(({ rights }) => rights));
}
