// A command of the program, and what it asks of whoever gives it. One that does not say it does not
// compile.
import type { Command } from "commander";
import type { Right } from "../domain/kernel/access/right.ts";
import type { Run } from "./run.ts";

export type CommandAccess =
  /** Before anybody has logged in; why that is right is said, and printed in its help. */
  | { readonly kind: "anyone"; readonly why: string }
  /** Whoever is logged in, for their own account; also while the session is locked. */
  | { readonly kind: "own" }
  /** It shows records, and the access trail keeps that it did. */
  | {
      readonly kind: "reads";
      readonly right: Right;
      /** What a copy asks for: a document, or what is written to a file. */
      readonly copies: Right;
      /** Name of the question, as over HTTP. */
      readonly what: string;
    }
  /** It gives commands; the handler asks for the right again, with what the log says of it. */
  | { readonly kind: "gives"; readonly right: Right }
  /** It works on the whole of the site: the right is needed for every material and client. */
  | { readonly kind: "operates"; readonly right: Right };

/** What one command is run with. */
export interface CommandRun extends Run {
  readonly access: CommandAccess;
  /** As it was typed, without what stands before the command. */
  readonly typed: string;
  /** `user enrol` */
  readonly name: string;
}

export type Define = (command: Command, run: CommandRun) => void;

interface Titled {
  /** Name and arguments, as the list of commands shows them. */
  readonly usage: string;
  readonly summary: string;
}

export interface Leaf extends Titled {
  readonly access: CommandAccess;
  readonly load: () => Promise<Define>;
}

export interface Group extends Titled {
  readonly commands: () => Promise<readonly Entry[]>;
}

export type Entry = Leaf | Group;

export const reading = (
  what: string,
  right: Right,
  copies: Right = right,
): Extract<CommandAccess, { kind: "reads" }> => ({ kind: "reads", what, right, copies });

/** The last line of a command's help. */
export function accessText(access: CommandAccess): string {
  switch (access.kind) {
    case "anyone":
      return `Asks for no log-in: ${access.why}.`;
    case "own":
      return "Once people exist it asks for a log-in.";
    case "reads": {
      const copies = access.copies === access.right ? "" : `, for a copy ${access.copies}`;
      return `Once people exist it asks for the right ${access.right}${copies}.`;
    }
    case "gives":
    case "operates":
      return `Once people exist it asks for the right ${access.right}.`;
    default:
      return access satisfies never;
  }
}
