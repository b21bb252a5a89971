// The first morning: the roles that ship are defined, people are enrolled, given their roles, known
// to somebody else, and trained.
import { createHash } from "node:crypto";
import { accessControlId } from "../../domain/access-control/access-control.ts";
import { publishStatement } from "../../domain/access-control/commands.ts";
import { shippedStatement } from "../../domain/access-control/shipped.ts";
import { everywhere } from "../../domain/kernel/access/standing.ts";
import {
  acceptAccountability,
  enrolPerson,
  recordTraining,
  verifyIdentity,
} from "../../domain/person/identity/commands.ts";
import { defineRole } from "../../domain/role/commands.ts";
import { shippedRoles } from "../../domain/role/shipped.ts";
import { giveRole } from "../../processes/give-role.ts";
import type { Story } from "../story/story.ts";
import type { Who } from "./cast.ts";
import { type Person, type PersonKey, people, personKeys } from "./people.ts";

const digest = createHash("sha256").update(shippedStatement.text).digest("hex");

export async function enrolPeople(story: Story): Promise<void> {
  for (const [id, definition] of Object.entries(shippedRoles)) {
    await story.act("installer", defineRole, id, definition);
  }
  await story.act("installer", publishStatement, accessControlId, shippedStatement);
  // Somebody must be there before anybody can be enrolled by a person.
  await enrol(story, "installer", "katarina");
  for (const key of personKeys.filter((one) => one !== "katarina")) {
    await enrol(story, "katarina", key);
  }
  for (const key of personKeys) await verify(story, key);
}

async function enrol(story: Story, by: Who, key: PersonKey): Promise<void> {
  const { username, printedName, initials, roles, trainings }: Person = people[key];
  const id = story.cast.personId(key);
  const enrolment = { username, printedName, initials, account: "personal" as const };
  await story.act(by, enrolPerson, id, enrolment);
  for (const role of roles) await story.act(by, giveRole, id, { role, scope: everywhere });
  for (const topic of trainings) await story.act(by, recordTraining, id, { topic });
}

/** Nobody verifies themselves; of the one who verifies all others nobody has to. */
async function verify(story: Story, key: PersonKey): Promise<void> {
  if (key === "aoife") return;
  const known = { how: "personnelRecord", evidence: "Personnel file, photograph seen" } as const;
  await story.act("aoife", verifyIdentity, story.cast.personId(key), known);
}

/** Each in their own shift. */
export async function acceptStatements(story: Story): Promise<void> {
  const { version: statementVersion } = shippedStatement;
  for (const [time, isLate] of [
    ["13:20", false],
    ["14:10", true],
  ] as const) {
    story.at(0, time);
    for (const key of personKeys.filter((one) => (people[one].shift === "late") === isLate)) {
      const accepted = { statementVersion, digest };
      await story.act(key, acceptAccountability, story.cast.personId(key), accepted);
    }
  }
}
