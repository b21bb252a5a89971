// The fold of blank forms, and of what was copied from them.
import type { EventOf } from "../../kernel/event-type.ts";
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import type { FromPaper, Recorded } from "../../kernel/metadata.ts";
import type { BatchEvent } from "../batch.ts";
import type { BlankFormIssued } from "./events.ts";

export interface Form extends Pick<EventOf<typeof BlankFormIssued>["data"], "copy"> {
  readonly status: "out" | "returned" | "void";
  /** Server's clock, UTC. */
  readonly issuedAt: string;
  /** Once it came back. */
  readonly returned?: { readonly at: string; readonly pages: number };
}

interface Copied extends FromPaper {
  /** By another person, as it is now. */
  readonly isChecked: boolean;
  /** Who compared it last, and with which result. */
  readonly check?: { readonly by: string; readonly result: "same" | "differs" };
}

export interface BlankFormPart {
  /** By number. */
  readonly forms: ReadonlyMap<string, Form>;
  /** By the id of the entry. */
  readonly copied: Keyed<Copied>;
}

export const noForms: BlankFormPart = { forms: new Map(), copied: keyed() };

/** Of every event: any may have been copied, or correct one that was. */
export function evolveBlankForm(
  part: BlankFormPart,
  { id, event, metadata: { recordedAt, fromPaper, actor } }: Recorded<BatchEvent>,
): BlankFormPart {
  switch (event.type) {
    case "BlankFormIssued": {
      const { form, copy } = event.data;
      return withForm(part, form, { copy, status: "out", issuedAt: recordedAt });
    }
    case "BlankFormReturned": {
      const { form, pages } = event.data;
      return ended(part, form, { status: "returned", returned: { at: recordedAt, pages } });
    }
    case "BlankFormVoided":
      return ended(part, event.data.form, { status: "void" });
    case "TranscriptionChecked": {
      const { entryEventId, result } = event.data;
      return withCheck(part, entryEventId, { by: actor.id, result });
    }
    default:
      return copied(part, id, event.data, fromPaper);
  }
}

const withForm = (part: BlankFormPart, number: string, form: Form): BlankFormPart => ({
  ...part,
  forms: new Map(part.forms).set(number, form),
});

function ended(part: BlankFormPart, number: string, how: Partial<Form>): BlankFormPart {
  const form = part.forms.get(number);
  return form ? withForm(part, number, { ...form, ...how }) : part;
}

function withCheck(
  part: BlankFormPart,
  id: string,
  check: NonNullable<Copied["check"]>,
): BlankFormPart {
  const of = part.copied.get(id);
  if (!of) return part;
  const checked = { ...of, check, isChecked: check.result === "same" };
  return { ...part, copied: part.copied.with(id, checked) };
}

/** A correction is compared as the entry that it corrects, which is open again. */
function copied(
  part: BlankFormPart,
  id: string,
  data: object,
  fromPaper: FromPaper | undefined,
): BlankFormPart {
  const corrected = "correctsEventId" in data ? String(data.correctsEventId) : id;
  const former = part.copied.get(corrected);
  const from = fromPaper ?? former;
  if (!from) return part;
  const { form, page } = from;
  return { ...part, copied: part.copied.with(corrected, { form, page, isChecked: false }) };
}

/** What keeps the batch from being completed: papers that are out, copies that nobody compared. */
export function papersOpen({ forms, copied: all }: BlankFormPart): readonly string[] {
  const out = [...forms].flatMap(([number, { status }]) =>
    status === "out" ? [`blank form ${number}: returned or voided`] : [],
  );
  const open = [...all.values()].filter(({ isChecked }) => !isChecked);
  const pages = open.map(({ form, page }) => `form ${form}, page ${page}: entries compared`);
  return [...out, ...new Set(pages.toSorted())];
}
