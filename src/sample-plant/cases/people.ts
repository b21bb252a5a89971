// One of the people marries and is called otherwise; another leaves. What they signed keeps the
// name of then.
import { changePersonName, recordTraining } from "../../domain/person/identity/commands.ts";
import { recordLeaving } from "../../domain/person/right/commands.ts";
import type { Case } from "./case.ts";

const married = { printedName: "Zoë Brückner-Lindström", initials: "ZBL" };

export const marriage: Case = {
  name: "A person who changes name",
  moment: "end of first week",
  batch: 2,
  what: ({ bulk, pack }) =>
    `Zoë Brückner worked on ${bulk.batchNumber}, ${married.printedName} on ${pack.batchNumber}`,
  async happens(story) {
    const id = story.cast.personId("zoe");
    const reason = { code: "MARRIAGE", text: "Married; the certificate was shown." };
    await story.act("katarina", changePersonName, id, married, { reason });
    story.cast.rename("zoe", married.printedName);
  },
};

export const leaving: Case = {
  name: "A person who leaves",
  moment: "end of second week",
  batch: 2,
  what: () => "Łukasz Wójcik: a training that is entered after he left is refused, PERSON_LEFT",
  async happens(story) {
    const id = story.cast.personId("lukasz");
    await story.act("katarina", recordLeaving, id, {});
    story.wait(4);
    const training = { topic: "SOP-0331 Tablet tester, edition 2" };
    await story.refused("PERSON_LEFT", "katarina", recordTraining, id, training);
  },
};
