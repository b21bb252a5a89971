// The demo's own folder. Whatever a demo writes may look like a released batch, so it never goes
// into a folder that holds something else (design, section 2).
import type { ProductionEvent } from "../../domain/catalogue.ts";
import type { Codec } from "../../eventstore/codec.ts";
import type { EventLog } from "../../eventstore/port.ts";
import { plantSite } from "../../sample-plant/site.ts";
import { type Settings, settingsFrom } from "../instance/settings.ts";
import { CliFault } from "../terminal/fault.ts";
import { isDemonstration } from "./made-by-demo.ts";

const ownFolder = "./data/demo";

/** The plant's site and name, and a folder of its own unless one is named. Throws WrongSettings. */
export function demoSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const plant = { SITE: plantSite.site, SITE_ZONE: plantSite.zone };
  return settingsFrom(
    {
      ...environment,
      DATA_DIR: environment.DATA_DIR || ownFolder,
      ...plant,
      LEGAL_ENTITY: plantSite.legalEntity,
    },
    { demo: true },
  );
}

/** Throws FOLDER_NOT_OF_THE_DEMO where the log begins with anything but a demonstration. */
export async function refuseOtherFolder(
  log: Pick<EventLog, "readAll">,
  codec: Codec<ProductionEvent>,
  folder: string,
): Promise<void> {
  if ((await isDemonstration(log, codec)) !== false) return;
  const message =
    `${folder} holds records that no demo made, so no demo is played into it. ` +
    "Set DATA_DIR to another folder, or leave it unset.";
  throw new CliFault("FOLDER_NOT_OF_THE_DEMO", message);
}
