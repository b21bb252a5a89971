// `batchproof user enrol`, `verify`, `train`, `rename`, `leave`: who somebody is.
import { randomUUID } from "node:crypto";
import { Option } from "commander";
import {
  changePersonName,
  enrolPerson,
  recordTraining,
  verifyIdentity,
} from "../../../domain/person/identity/commands.ts";
import { recordLeaving } from "../../../domain/person/right/commands.ts";
import { acting, callOf, giving } from "../acting.ts";
import { namedUser, nameOf, oneUser } from "../directory.ts";

interface Enrolled {
  readonly printedName: string;
  readonly initials: string;
  readonly shared?: true;
}

const enrol = acting<Enrolled>({
  usage: "enrol <username>",
  summary: "Make somebody known; the username is theirs for ever",
  example: 'batchproof user enrol mira --printed-name "Mira Kos" --initials MK',
  command: enrolPerson,
  options: (line) =>
    line
      .requiredOption("--printed-name <name>", "full name, as records print it")
      .requiredOption("--initials <initials>", "as records print them")
      .option("--shared", "an account of a station, for several people; it can only read"),
  async act({ handler }, by, [username = ""], { printedName, initials, shared }) {
    const id = randomUUID();
    const account = shared ? ("shared" as const) : ("personal" as const);
    const call = { ...callOf(by, id), data: { username, printedName, initials, account } };
    const answer = await handler.execute(enrolPerson, call, by.session);
    const said = `${printedName} is enrolled. \`batchproof user invite ${username}\` comes next.`;
    return { answer, id, said, more: { username } };
  },
});

interface Proof {
  readonly how: (typeof hows)[number];
  readonly evidence: string;
}

const hows = ["identityDocument", "personnelRecord", "knownInPerson"] as const;

const verify = giving({
  usage: "verify <user>",
  summary: "Say that an account belongs to whom it names; by another than who enrolled them",
  example: "batchproof user verify mira --how identityDocument --evidence HR-2211",
  command: verifyIdentity,
  options: (line) =>
    line
      .addOption(new Option("--how <how>", "by what").choices(hows).makeOptionMandatory())
      .requiredOption("--evidence <text>", "where the proof is kept"),
  find: namedUser,
  data: ({ how, evidence }: Proof) => ({ how, evidence }),
  said: (name) => `The identity of ${name} is verified.`,
});

interface Training {
  readonly topic: string;
  readonly validUntil?: string;
  readonly evidence?: string;
}

const train = giving({
  usage: "train <user>",
  summary: "Record a training of somebody",
  example: "batchproof user train mira --topic SOP-12/3 --valid-until 2027-11-30",
  command: recordTraining,
  options: (line) =>
    line
      .requiredOption("--topic <topic>", "procedure or skill, with its edition")
      .option("--valid-until <day>", "its last day")
      .option("--evidence <text>", "where the proof is kept"),
  find: namedUser,
  data: ({ topic, validUntil, evidence }: Training) => ({
    topic,
    ...(validUntil !== undefined && { validUntil }),
    ...(evidence !== undefined && { evidence }),
  }),
  said: (name) => `The training of ${name} is recorded.`,
});

const rename = acting<Partial<Enrolled>>({
  usage: "rename <user>",
  summary: "Change a printed name or initials; former records keep the former ones",
  example: 'batchproof user rename mira --printed-name "Mira Zupan" --reason "MARRIED:By marriage"',
  command: changePersonName,
  options: (line) =>
    line
      .option("--printed-name <name>", "full name, as records print it")
      .option("--initials <initials>", "as records print them"),
  async act(instance, by, [named = ""], options) {
    const { id, person } = await oneUser(instance, named);
    const { printedName = person.printedName, initials = person.initials } = options;
    const call = { ...callOf(by, id), data: { printedName, initials } };
    const answer = await instance.handler.execute(changePersonName, call, by.session);
    return { answer, id, said: `${nameOf(person)} is now called ${printedName}, ${initials}.` };
  },
});

const leave = giving({
  usage: "leave <user>",
  summary: "Somebody has left: every role ends, the username is never given again",
  example: "batchproof user leave mira",
  command: recordLeaving,
  find: namedUser,
  data: () => ({}),
  said: (name) => `${name} has left.`,
});

export const identityCommands = [enrol, verify, train, rename, leave] as const;
