// The letter of a type of recall as it stands. The stream's id is the type.
import { unknownScope } from "../../kernel/access/standing.ts";
import { aggregate, commandsOf } from "../../kernel/decider.ts";
import type { EventOf } from "../../kernel/event-type.ts";
import { recallLetterEvents } from "./events.ts";
import { shippedLetter } from "./shipped.ts";
import type { Template } from "./template.ts";

export interface LetterVersion extends Template {
  readonly version: number;
}

/** Empty: the letter that ships counts. */
export interface RecallLetterState {
  readonly issued: LetterVersion | undefined;
}

export const recallLetter = aggregate({
  category: "recallLetter",
  ofSite: false,
  scope: () => unknownScope,
  events: recallLetterEvents,
  initial: { issued: undefined },
  evolve: (
    _: RecallLetterState,
    { data }: EventOf<(typeof recallLetterEvents)[number]>,
  ): RecallLetterState => ({ issued: data }),
});

export const command = commandsOf(recallLetter);

export const letterInUse = ({ issued }: RecallLetterState): LetterVersion =>
  issued ?? { version: 0, ...shippedLetter };
