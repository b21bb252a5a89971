// Every command of the program, and what it asks of whoever gives it.
import type { CommandAccess, Entry } from "../../../src/cli/entry.ts";

export interface Named {
  /** `user enrol` */
  readonly name: string;
  /** With what must follow the name. */
  readonly usage: string;
  readonly access: CommandAccess;
}

export async function leavesIn(of: readonly Entry[], above = ""): Promise<readonly Named[]> {
  const leaves = of.map(async (entry): Promise<readonly Named[]> => {
    const name = nameOf(entry, above);
    if ("commands" in entry) return leavesIn(await entry.commands(), name);
    return [{ name, usage: `${above} ${entry.usage}`.trim(), access: entry.access }];
  });
  return (await Promise.all(leaves)).flat();
}

export const nameOf = ({ usage }: Entry, above: string): string =>
  `${above} ${usage.split(" ")[0]}`.trim();
