// `batchproof user qualify`, `end-qualification` and `withdraw-qualification`: who certifies as a
// Qualified Person.
import type { Command as Line } from "commander";
import type { DataOf } from "../../../domain/kernel/decider.ts";
import {
  endQualifiedPerson,
  enterQualifiedPerson as enter,
  withdrawQualifiedPerson,
} from "../../../domain/person/qualified-person/commands.ts";
import { enterQualifiedPerson } from "../../../processes/disposition/enter-qualified-person.ts";
import { siteCalled } from "../../../projections/whereabouts/site-called.ts";
import { several } from "../../terminal/argument.ts";
import { acting, callOf, giving } from "../acting.ts";
import { namedUser } from "../directory.ts";

interface Numbered {
  readonly registerNumber: string;
  readonly authority: string;
}
interface Entry extends Numbered {
  readonly site?: string[];
  readonly material?: string[];
  readonly from?: string;
  readonly until?: string;
}

const numbered = (line: Line): Line =>
  line
    .requiredOption("--register-number <number>", "in the register, or on the licence")
    .requiredOption("--authority <name>", "whose register or licence it is");

const qualify = acting<Entry>({
  usage: "qualify <user>",
  summary: "Enter somebody as a Qualified Person, or change what the entry covers",
  example:
    "batchproof user qualify rosa --register-number QP-0471 --authority JAZMP --site ljubljana\n" +
    "  batchproof user qualify rosa --register-number QP-0471 --authority JAZMP \\\n" +
    '    --until 2027-12-31 --reason "LIMITED:The licence was limited to that day"',
  command: enter,
  options: (line) =>
    numbered(line)
      .option("--site <site>", "only for this site; may be repeated", several)
      .option("--material <id>", "only for this product; may be repeated", several)
      .option("--from <day>", "its first day")
      .option("--until <day>", "its last day"),
  async act(instance, by, [named = ""], { registerNumber, authority, ...entry }) {
    const { id, name } = await namedUser(instance, named);
    const { site, material, from, until } = entry;
    const data: DataOf<typeof enter> = {
      registerNumber,
      authority,
      sites: site ?? "all",
      materials: material ?? "all",
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    };
    const call = { ...callOf(by, id), data };
    const called = (one: string) => siteCalled(instance.database.kysely, one);
    const answer = await enterQualifiedPerson(instance.handler, call, by.session, called);
    const isChanged = answer.events.some(({ type }) => type === enteredOtherwise);
    const said = isChanged
      ? `The entry of ${name} as a Qualified Person covers that from now on.`
      : `${name} is entered as a Qualified Person.`;
    return { answer, id, said };
  },
});
const enteredOtherwise = "QualifiedPersonEntryChanged";

const end = giving({
  usage: "end-qualification <user>",
  summary: "Somebody certifies no more by an entry as a Qualified Person",
  example:
    "batchproof user end-qualification rosa --register-number QP-0471 --authority JAZMP \\\n" +
    '    --reason "WITHDRAWN:Taken off the licence"',
  command: endQualifiedPerson,
  options: numbered,
  find: namedUser,
  data: ({ registerNumber, authority }: Numbered) => ({ registerNumber, authority }),
  said: (name) => `That entry of ${name} as a Qualified Person is ended.`,
});

const withdraw = giving({
  usage: "withdraw-qualification <user>",
  summary: "Somebody was entered as a Qualified Person in error: the number is free again",
  example:
    "batchproof user withdraw-qualification sam --register-number QP-0471 --authority JAZMP \\\n" +
    '    --reason "WRONG_PERSON:It is the number of rosa"',
  command: withdrawQualifiedPerson,
  options: numbered,
  find: namedUser,
  data: ({ registerNumber, authority }: Numbered) => ({ registerNumber, authority }),
  said: (name) => `That entry of ${name} as a Qualified Person is withdrawn.`,
});

export const qualifiedCommands = [qualify, end, withdraw] as const;
