// `batchproof user qualify` and `end-qualification`: who certifies as a Qualified Person.
import {
  endQualifiedPerson,
  enterQualifiedPerson,
} from "../../../domain/person/qualified-person/commands.ts";
import { several } from "../../terminal/argument.ts";
import { giving } from "../acting.ts";
import { namedUser } from "../directory.ts";

interface Entry {
  readonly registerNumber: string;
  readonly authority: string;
  readonly site?: string[];
  readonly material?: string[];
  readonly from?: string;
  readonly until?: string;
}

const qualify = giving({
  usage: "qualify <user>",
  summary: "Enter somebody as a Qualified Person, who certifies what is made by EU GMP",
  example:
    "batchproof user qualify rosa --register-number QP-0471 --authority JAZMP --site ljubljana",
  command: enterQualifiedPerson,
  options: (line) =>
    line
      .requiredOption("--register-number <number>", "in the register, or on the licence")
      .requiredOption("--authority <name>", "whose register or licence it is")
      .option("--site <site>", "only for this site; may be repeated", several)
      .option("--material <id>", "only for this product; may be repeated", several)
      .option("--from <day>", "its first day")
      .option("--until <day>", "its last day"),
  find: namedUser,
  data: ({ registerNumber, authority, site, material, from, until }: Entry) => ({
    registerNumber,
    authority,
    sites: site ?? ("all" as const),
    materials: material ?? ("all" as const),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  }),
  said: (name) => `${name} is entered as a Qualified Person.`,
});

const end = giving({
  usage: "end-qualification <user>",
  summary: "Somebody certifies no more by an entry as a Qualified Person",
  example:
    "batchproof user end-qualification rosa --register-number QP-0471 \\\n" +
    '    --reason "WITHDRAWN:Taken off the licence"',
  command: endQualifiedPerson,
  options: (line) =>
    line.requiredOption("--register-number <number>", "in the register, or on the licence"),
  find: namedUser,
  data: ({ registerNumber }: Pick<Entry, "registerNumber">) => ({ registerNumber }),
  said: (name) => `That entry of ${name} as a Qualified Person is ended.`,
});

export const qualifiedCommands = [qualify, end] as const;
