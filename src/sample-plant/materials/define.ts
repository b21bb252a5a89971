// Master data of materials and of the firms they come from and go to.
import {
  approveMaterial,
  defineMaterial,
  reviseMaterial,
} from "../../domain/material-definition/commands.ts";
import { approveParty, registerParty } from "../../domain/party/commands.ts";
import { approveSource } from "../../domain/party/source/commands.ts";
import { plantSite } from "../site.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { gln, gtin } from "./gs1.ts";
import { type MaterialItem, type MaterialKey, materialKeys, materials } from "./materials.ts";
import { type PartyItem, parties, partyKeys } from "./parties.ts";
import { boughtKeys, supplies } from "./supply.ts";

export async function registerParties(story: Story): Promise<void> {
  for (const key of partyKeys) {
    const { name, country, role, gln: start }: PartyItem = parties[key];
    const id = story.id("party", key);
    const party = { name, country, kind: "other" as const, identifiers: [gln(start)] };
    await story.act("soeren", registerParty, id, party);
    await story.act("eszter", approveParty, id, { role });
  }
}

export async function defineMaterials(story: Story, works: Works): Promise<void> {
  for (const key of materialKeys) {
    const { kind, unitOfMeasure: baseUnitOfMeasure }: MaterialItem = materials[key];
    const id = works.materialId(key);
    const definition = { ...described(key), kind, baseUnitOfMeasure };
    await story.act("tomas", defineMaterial, id, definition);
    await story.act("eszter", approveMaterial, id, { edition: 1 });
  }
}

/** Who delivers what; nobody else is named as its maker. */
export async function approveSources(story: Story, works: Works, day: number): Promise<void> {
  const from = story.day(day);
  for (const key of boughtKeys) {
    const { partyId } = works.party(supplies[key].supplier);
    const material = works.material(key);
    for (const role of ["supplier", "manufacturer"] as const) {
      await story.act("eszter", approveSource, partyId, { role, material, from });
    }
  }
}

/**
 * A new edition of something printed: from here on the former artwork is not bought any more.
 * Returns the entry.
 */
export async function reviseArtwork(
  story: Story,
  works: Works,
  key: MaterialKey,
  artworkVersion: string,
): Promise<string> {
  const reason = { code: "ARTWORK_CHANGED", text: "New warning on storage above 25 °C." };
  const revised = { ...described(key), artworkVersion };
  const id = works.materialId(key);
  const edition = await story.act("tomas", reviseMaterial, id, revised, { reason });
  await story.act("eszter", approveMaterial, id, { edition: 2 });
  return eventOf(edition, "MaterialRevised");
}

function described(key: MaterialKey) {
  const {
    name,
    item,
    gtin: start,
    shelf_months: months,
    artwork,
    kind,
  }: MaterialItem = materials[key];
  const own = { scheme: "item", issuer: plantSite.legalEntity, value: item };
  const made = kind === "intermediate" || kind === "bulk" || kind === "finishedProduct";
  const countedFrom = made ? ("manufacture" as const) : ("receipt" as const);
  return {
    name,
    identifiers: start === undefined ? [own] : [own, gtin(start)],
    traceability: [{ level: "lot" as const, mandatory: true }],
    ...(months !== undefined && { shelfLife: { months, countedFrom } }),
    ...(artwork !== undefined && { artworkVersion: artwork }),
  };
}
