// What was tried where no stream exists yet, and the answers
// given then: they stand also when the stream exists by now.
import { aggregate } from "../../domain/kernel/decider.ts";
import type { Folded, Folds } from "../fold/fold.ts";
import type { Given } from "../fold/given.ts";

export interface RefusalsOfSite {
  /** As they are now. */
  load(site: string): Promise<Folded<null>>;
  /** Every command asks this; so it is looked up anew once a second, not each time. */
  given(site: string, commandId: string): Promise<Given | undefined>;
}

/**
 * For so long a refusal given by another process may be
 * unknown to this one. Its own are known at once.
 */
const lookAgainAfter_ms = 1_000;

/** Its folds know nothing but the answers given. */
const refusalsOfSite = aggregate({
  category: "refusals",
  ofSite: true,
  events: [],
  initial: null,
  evolve: (state) => state,
});

export function createRefusalsOfSite(folds: Folds): RefusalsOfSite {
  const looks = new Map<string, { readonly at_ms: number; readonly folded: Folded<null> }>();
  async function load(site: string): Promise<Folded<null>> {
    const at_ms = performance.now();
    const folded = await folds.load(refusalsOfSite, site);
    looks.set(site, { at_ms, folded });
    return folded;
  }
  return {
    load,
    async given(site, commandId) {
      const look = looks.get(site);
      const isRecent = look && performance.now() - look.at_ms < lookAgainAfter_ms;
      const { given } = isRecent ? look.folded : await load(site);
      return given(commandId);
    },
  };
}
