// What is not known of a recall, in words and for machines: whom it misses nobody can say.
import { type Recall, scopedIn } from "../../domain/recall/recall.ts";
import type { Unknown } from "../../projections/genealogy/answer.ts";
import { ofSuspects, unknownOf } from "../../projections/recall/unknown.ts";
import { facts } from "../administration/showing.ts";
import type { Instance } from "../instance/instance.ts";
import type { Look } from "../terminal/table.ts";

export const lackingIn = (
  { database, clock }: Instance,
  state: Recall,
): Promise<readonly Unknown[]> =>
  unknownOf(database.kysely, scopedIn(state), clock.now().toISOString());

/** Because of which there may be more consignees than are known. */
export const suspectsLack = async (instance: Instance, state: Recall) =>
  ofSuspects(await lackingIn(instance, state));

/** Nothing where nothing is missing. */
export const lackingText = (unknown: readonly Unknown[], look: Look): string =>
  unknown.length === 0 ? "" : facts(lackingRows(unknown), look);

export const lackingRows = (unknown: readonly Unknown[]): (readonly [string, string])[] =>
  unknown.map(({ subject, detail }) => ["Not known", `${subject}: ${detail}`]);
