// Seeds that are no thing of the genealogy themselves: each is resolved to the lots, batches, units
// and shipments that the record names with it. Which were meant, the answer lists.
import { type Kysely, sql } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { knownAt } from "../../known-at.ts";
import { QueryFault } from "../../query-fault.ts";
import type { Direction } from "../reach/walk.ts";
import { type Found, findSeed, type Meant } from "../seed.ts";
import { ofComplaint } from "./complaint.ts";
import { ofContainer } from "./container.ts";
import { type PresentKind, presentKinds, presentWith } from "./presence.ts";
import { withReading } from "./reading.ts";
import { ofArtwork, ofCalibration } from "./recorded.ts";
import { ofSerial } from "./serial.ts";
import { ofStretch } from "./stretch.ts";

/** What stands before the colon. */
export const groupKinds = [
  ...presentKinds,
  "recipe",
  "reading",
  "document",
  "container",
  "artwork",
  "calibration",
  "stretch",
  "serial",
  "complaint",
] as const;
export type GroupKind = (typeof groupKinds)[number];
export const isGroupKind = (kind: string): kind is GroupKind =>
  groupKinds.some((one) => one === kind);

/** The read models in which they stand. */
export const groupModels = ["audit_trail", "batch_record", "process_data", "whereabouts"] as const;

/** Each is named in the answer. */
const thingsMax = 10_000;

/**
 * As `findSeed`, and besides: `equipment:`, `person:`, `location:`, `order:`, `party:` with an id
 * and perhaps `@from..to`; `recipe:id@version`; `reading:name<5 kN`; `document:number`;
 * `container:id`, which stands for another thing backward; `artwork:material@version`;
 * `calibration:equipment@certificate`; `stretch:lot@from..to unit`, which narrows only where strict
 * is asked for; `serial:number` of a thing or of a batch's packs; `complaint:number`, or its id.
 * Throws QueryFault AS_OF_AHEAD while the read model that knows is not that far, SEED_TOO_LARGE for
 * more than `thingsMax`.
 */
export async function resolveSeed(
  at: Kysely<DB>,
  written: string,
  asOf: number,
  direction: Direction = "forward",
  ever?: "ever",
  isStrict = false,
): Promise<Found> {
  const cut = written.indexOf(":");
  const kind = groupKinds.find((one) => one === written.slice(0, Math.max(cut, 0)));
  const id = written.slice(cut + 1);
  const meant = kind && (await meantBy(at, kind, id, asOf, direction, isStrict));
  const isMeant = meant && (meant.nodeIds.length > 0 || meant.isKnown);
  if (!kind || !isMeant) return findSeed(at, written, asOf, ever);
  const { nodeIds, gaps } = meant;
  if (nodeIds.length > thingsMax) {
    const message =
      `${written} stands for ${nodeIds.length} things, more than ${thingsMax} at once. ` +
      "Narrow it: @from..to, or several questions.";
    throw new QueryFault("SEED_TOO_LARGE", message);
  }
  return { found: "one", seed: { kind, id, name: written, nodeIds, gaps } };
}

export const isGroup = (written: string): boolean =>
  groupKinds.some((kind) => written.startsWith(`${kind}:`));

async function meantBy(
  at: Kysely<DB>,
  kind: GroupKind,
  id: string,
  asOf: number,
  direction: Direction,
  isStrict: boolean,
): Promise<Meant> {
  switch (kind) {
    case "stretch":
      return ofStretch(at, id, asOf, isStrict && direction === "forward");
    case "serial":
      return ofSerial(at, id, asOf);
    case "complaint":
      return ofComplaint(at, id, asOf, direction);
    case "container":
      return ofContainer(at, id, asOf, direction);
    case "artwork":
      return ofArtwork(at, id, asOf);
    case "reading":
      return withReading(at, id, asOf);
    case "calibration":
      return ofCalibration(at, id, asOf);
    default:
      return { nodeIds: await nodesOf(at, kind, id, asOf), gaps: [] };
  }
}

function nodesOf(
  at: Kysely<DB>,
  kind: PresentKind | "recipe" | "document",
  id: string,
  asOf: number,
): Promise<readonly number[]> {
  switch (kind) {
    case "recipe":
      return byRecipe(at, id, asOf);
    case "document":
      return byDocument(at, id, asOf);
    default:
      return presentWith(at, kind, id, asOf);
  }
}

async function byRecipe(at: Kysely<DB>, id: string, asOf: number): Promise<readonly number[]> {
  await knownAt(at, "batch_record", asOf);
  const [, recipeId = id, version = null] = /^(.+)@([^@]+)$/.exec(id) ?? [];
  const { rows } = await sql<{ id: number }>`
    select n.id from batch_record.batch b
         join genealogy.genealogy_node n on n.kind = 'batch' and n.key = b.batch_id
    where b.recipe ->> 'recipeId' = ${recipeId} and b.position < ${asOf}
      and (${version}::text is null or b.recipe ->> 'recipeVersion' = ${version})
    order by 1`.execute(at);
  return rows.map((row) => row.id);
}

/** A shipment or a logistic unit by the number that it is known by. */
async function byDocument(
  at: Kysely<DB>,
  number: string,
  asOf: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from genealogy.genealogy_node
    where kind in ('shipment', 'logisticUnit') and position < ${asOf}
      and (name = ${number} or starts_with(name, ${`${number} to `}))
    order by 1`.execute(at);
  return rows.map((row) => row.id);
}
