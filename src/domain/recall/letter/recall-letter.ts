// The letter of a type of recall as it stands. The stream's id is the type.
import { unknownScope } from "../../kernel/access/standing.ts";
import { aggregate, commandsOf } from "../../kernel/decider.ts";
import { recallLetterEvents } from "./events.ts";
import { shippedLetter } from "./shipped.ts";
import type { Template } from "./template.ts";

export interface LetterVersion extends Template {
  readonly version: number;
}

export interface LetterDraft extends LetterVersion {
  readonly authorId: string;
}

export interface RecallLetterState {
  /** Undefined: the letter that ships counts. */
  readonly issued: LetterVersion | undefined;
  /** The last one that was written, until it is issued. */
  readonly draft: LetterDraft | undefined;
}

export const recallLetter = aggregate({
  category: "recallLetter",
  ofSite: false,
  scope: () => unknownScope,
  events: recallLetterEvents,
  initial: { issued: undefined, draft: undefined },
  evolve(state: RecallLetterState, event, { metadata }): RecallLetterState {
    switch (event.type) {
      case "RecallLetterDrafted":
        return { ...state, draft: { ...event.data, authorId: metadata.actor.id } };
      case "RecallLetterIssued":
        return state.draft ? { issued: draftOf(state.draft), draft: undefined } : state;
      default:
        return event satisfies never;
    }
  },
});

export const command = commandsOf(recallLetter);

export function letterInUse({ issued }: Pick<RecallLetterState, "issued">): LetterVersion {
  return issued ?? { version: 0, ...shippedLetter };
}

/** As it is shown to whoever is to issue it. */
export const draftOf = ({ authorId: _, ...draft }: LetterDraft): LetterVersion => draft;
