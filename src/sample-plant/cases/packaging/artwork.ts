// The folding carton gets a new artwork: what is bought from then on bears it, and once what is
// left of the former one is destroyed the master asks for it.
import { scrapMaterial } from "../../../domain/material-lot/use/commands.ts";
import { amountOf } from "../../materials/amount.ts";
import { reviseArtwork } from "../../materials/define.ts";
import { leftOf } from "../../materials/stock.ts";
import { packagingMaster } from "../../recipe/master.ts";
import { releaseMaster } from "../../recipe/release.ts";
import { unseen } from "../../story/highlight.ts";
import { eventOf } from "../../story/story.ts";
import type { Case } from "../case.ts";

const version = "CT-0417/05";

export const artwork: Case = {
  name: "A new artwork version",
  moment: "end of first week",
  batch: 1,
  tells: (_, eventId) => {
    const nothing = unseen("It is master data, and of no batch.");
    return {
      what: "the definition of the folding carton: CT-0417/04, then CT-0417/05",
      concerns: { eventId },
      seen: { record: nothing, trace: nothing, exceptions: nothing },
    };
  },
  happens: (story, works) => reviseArtwork(story, works, "carton", version),
};

export const artworkInUse: Case = {
  name: "The former artwork is destroyed",
  moment: "end of second week",
  batch: 2,
  async happens(story, works) {
    const [former] = works.stock.lots("carton");
    if (!former) throw new Error("There are no cartons of the former artwork.");
    const scrapped = await story.act("joerg", scrapMaterial, former.materialLotId, {
      quantity: amountOf("carton", leftOf(former)),
      cause: "Former artwork, destroyed under supervision",
    });
    works.stock.remove(former);
    const changed = packagingMaster(works, version);
    works.masters.set(changed.number, await releaseMaster(story, changed, "CC-26-011"));
    return eventOf(scrapped, "MaterialScrapped");
  },
};
