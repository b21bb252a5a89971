// One of the people marries and is called otherwise; another leaves. What they signed keeps the
// name of then.
import { changePersonName, recordTraining } from "../../domain/person/identity/commands.ts";
import { recordLeaving } from "../../domain/person/right/commands.ts";
import { unseen } from "../story/highlight.ts";
import { eventOf } from "../story/story.ts";
import type { Case } from "./case.ts";

const ofPeople = unseen("It is about a person, and about no batch.");
const ofNoBatch = { trace: ofPeople, exceptions: ofPeople };

const married = { printedName: "Zoë Brückner-Lindström", initials: "ZBL" };

export const marriage: Case = {
  name: "A person who changes name",
  moment: "end of first week",
  batch: 2,
  tells: ({ bulk, pack }, eventId) => ({
    what:
      `Zoë Brückner worked on ${bulk.batchNumber}, ` +
      `${married.printedName} on ${pack.batchNumber}`,
    concerns: { batchNumber: pack.batchNumber, eventId },
    seen: { ...ofNoBatch, record: { shows: married.printedName } },
  }),
  async happens(story) {
    const id = story.cast.personId("zoe");
    const reason = { code: "MARRIAGE", text: "Married; the certificate was shown." };
    const changed = await story.act("katarina", changePersonName, id, married, { reason });
    story.cast.rename("zoe", married.printedName);
    return eventOf(changed, "PersonNameChanged");
  },
};

export const leaving: Case = {
  name: "A person who leaves",
  moment: "end of second week",
  batch: 2,
  tells: (_, eventId) => ({
    what: "Łukasz Wójcik: a training that is entered after he left is refused, PERSON_LEFT",
    concerns: { eventId },
    seen: { ...ofNoBatch, record: ofNoBatch.trace },
  }),
  async happens(story) {
    const id = story.cast.personId("lukasz");
    await story.act("katarina", recordLeaving, id, {});
    story.wait(4);
    const training = { topic: "SOP-0331 Tablet tester, edition 2" };
    return story.refused("PERSON_LEFT", "katarina", recordTraining, id, training);
  },
};
