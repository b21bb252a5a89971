// Parts of forms: a field with its label, what was wrong, what was done. Each says in words what it
// is, so that it is found by whoever hears the page.
import { z } from "zod";
import { type RefusalCode, refusals } from "../../../domain/kernel/refusal.ts";
import { html, type Markup } from "../../../reports/render/html/markup.ts";

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly type?: "text" | "password";
  readonly autocomplete?: string;
  readonly value?: string | undefined;
  readonly required?: boolean;
  readonly digits?: boolean;
  readonly focus?: boolean;
  /** Written as names are, with capitals. */
  readonly capitals?: boolean;
  readonly lengthMax?: number;
}

/** Fields of passwords and codes are never filled in by us. */
export function field(of: Field): Markup {
  const { name, label, hint, type = "text", autocomplete = "off", value, lengthMax = 256 } = of;
  const { required = true } = of;
  const isPlain = type === "text" && !of.capitals;
  const plain = isPlain && html` autocapitalize="none" spellcheck="false"`;
  return html`<label>${label}${hint !== undefined && html` <small>${hint}</small>`}
<input name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="${lengthMax}"${
    required ? html` required` : undefined
  }${of.focus ? html` autofocus` : undefined}${of.digits ? html` inputmode="numeric"` : undefined}${
    plain
  }${value === undefined ? undefined : html` value="${value}"`}></label>
`;
}

/** Asked for once the password was right, or where one was typed. */
export const codeField = (fault: Fault | undefined): Markup =>
  field({
    name: "code",
    label: "One-time code",
    hint: "the six digits that your code generator shows now",
    autocomplete: "one-time-code",
    digits: true,
    lengthMax: 20,
    required: fault?.code === "MFA_REQUIRED",
  });

export const hidden = (name: string, value: string | undefined): Markup | undefined =>
  value === undefined ? undefined : html`<input type="hidden" name="${name}" value="${value}">`;

export interface Fault {
  readonly code?: RefusalCode;
  readonly message: string;
  /** What each part of it means, where it has several. */
  readonly details?: readonly string[];
}

/** Read out at once by what reads pages to people. */
export const faultNote = (fault: Fault | undefined): Markup | undefined =>
  fault &&
  html`<div class="callout bad" role="alert"><strong>${
    fault.code === undefined ? "Not done." : refusals[fault.code].means
  }</strong> ${fault.message}${
    fault.details &&
    html`<ul>${fault.details.map(
      (one) => html`<li>${one}</li>
`,
    )}</ul>`
  }</div>`;

export const doneNote = (text: string | undefined): Markup | undefined =>
  text === undefined ? undefined : html`<p class="callout good" role="status">${text}</p>`;

/** Of a field that is left empty nothing was said. */
export const optional = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .optional()
    .overwrite((text) => (text === "" ? undefined : text));

/** Of a field that must be filled in; the page says so where it is not. */
export const filled = (lengthMax: number) => z.string().max(lengthMax).default("");
