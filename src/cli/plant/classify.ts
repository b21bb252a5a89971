// `batchproof equipment classify`: of which classes a piece is from now on.
import { classifyEquipment } from "../../domain/equipment/commands.ts";
import { giving } from "../administration/acting.ts";

interface Options {
  readonly classes: string;
}

export const classifyLeaf = giving({
  usage: "classify <id>",
  summary: "Say of which classes it is, as master recipes ask for them",
  example:
    "batchproof equipment classify press-1 --classes press,tabletPress " +
    '--reason "QUALIFIED:For tablets too, by PQ-12"',
  command: classifyEquipment,
  options: (line) =>
    line.requiredOption("--classes <keys>", 'all of them, with commas between; "": of none'),
  find: async (_, id) => ({ id, name: id }),
  data: ({ classes }: Options) => ({
    classes: classes.split(",").flatMap((key) => key.trim() || []),
  }),
  said: (name) => `The classes of ${name} are recorded.`,
});
