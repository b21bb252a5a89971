// The folding carton gets a new artwork.
import { reviseArtwork } from "../materials/define.ts";
import type { Case } from "./case.ts";

export const artwork: Case = {
  name: "A new artwork version",
  moment: "end of second week",
  batch: 2,
  what: () => "the definition of the folding carton: CT-0417/04, then CT-0417/05",
  happens: (story, works) => reviseArtwork(story, works, "carton", "CT-0417/05"),
};
