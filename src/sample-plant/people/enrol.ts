// The first morning: people are enrolled, given their roles, and trained.
import { enrolPerson, grantRole, recordTraining } from "../../domain/person/commands.ts";
import type { Story } from "../story/story.ts";
import type { Who } from "./cast.ts";
import { type Person, type PersonKey, people, personKeys } from "./people.ts";

export async function enrolPeople(story: Story): Promise<void> {
  // Somebody must be there before anybody can be enrolled by a person.
  await enrol(story, "installer", "katarina");
  for (const key of personKeys.filter((one) => one !== "katarina")) {
    await enrol(story, "katarina", key);
  }
}

async function enrol(story: Story, by: Who, key: PersonKey): Promise<void> {
  const { username, printedName, initials, roles, trainings }: Person = people[key];
  const id = story.cast.personId(key);
  await story.act(by, enrolPerson, id, { username, printedName, initials });
  for (const role of roles) await story.act(by, grantRole, id, { role });
  for (const topic of trainings) await story.act(by, recordTraining, id, { topic });
}
