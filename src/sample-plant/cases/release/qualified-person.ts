// The packs are made by EU GMP Part I, so a Qualified Person certifies them (Annex 16): whoever
// decides is refused before they are entered as one, and certifies for each market after that.
import { decideDisposition } from "../../../processes/decide-disposition.ts";
import { enterQualifiedPerson } from "../../../processes/disposition/enter-qualified-person.ts";
import { parties } from "../../materials/parties.ts";
import { plantSite } from "../../site.ts";
import { backward, unseen } from "../../story/highlight.ts";
import { on } from "../../story/on.ts";
import type { Case } from "../case.ts";

const entry = { registerNumber: "QP-2214", authority: "Landesamt für Arzneimittel Brunnwald" };

/** The one site of the plant is that of the session: no other is looked up. */
const entering: Parameters<typeof on>[0] = (handler, call, session) =>
  enterQualifiedPerson(handler, call, session, async () => undefined);

export const withoutEntry: Case = {
  name: "Refused: to certify packs without an entry as a Qualified Person",
  moment: "certifying",
  batch: 1,
  tells: ({ pack: { batchNumber } }, eventId) => {
    const onLot = unseen("It was tried on a lot: the trail of the batch has it by its lot.");
    return {
      what: `audit --batch ${batchNumber} shows QP_REQUIRED; then she is entered`,
      concerns: { batchNumber, lot: `internalLot:${batchNumber}`, eventId },
      seen: { record: onLot, trace: onLot, exceptions: onLot },
    };
  },
  async happens(story, works, { finished }) {
    if (!finished) throw new Error("There are no packs to be certified.");
    const { materialLotId } = finished;
    const refused = await story.refusedProcess("QP_REQUIRED", "ingrid", decideDisposition, {
      dispositionId: story.id("disposition", materialLotId),
      materialLotId,
      decision: "release",
      market: parties.nordhafen.country,
    });
    story.wait(40);
    const person = story.cast.personId("ingrid");
    await story.process("katarina", on(entering, person), {
      ...entry,
      sites: [plantSite.site],
      materials: [works.materialId("packs")],
      from: "2026-01-01",
    });
    return refused;
  },
};

export const certified: Case = {
  name: "Certified by a Qualified Person, for one market and then the other",
  moment: "end of second week",
  batch: 1,
  tells: ({ pack: { batchNumber } }, eventId) => ({
    what: `record ${batchNumber}, section 30: ${entry.registerNumber}; user show i.faelstroem`,
    concerns: { batchNumber, lot: `internalLot:${batchNumber}`, eventId },
    seen: {
      record: { shows: entry.registerNumber },
      trace: backward(`internalLot:${batchNumber}`, batchNumber),
      exceptions: unseen("It is as it should be."),
    },
  }),
  happens: async (_story, _works, { entries }) => entries.certified,
};
