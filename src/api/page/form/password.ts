// A new password: what the site asks for, in words, before somebody chooses one and after.

import type { AccessPolicy } from "../../../domain/kernel/access/policy.ts";
import type { Refusal } from "../../../domain/kernel/refusal.ts";
import { html, type Markup } from "../../../reports/render/html/markup.ts";
import { type Fault, field } from "./form.ts";

/** By code of a fault; what else comes is shown as its code. */
const faults: Readonly<Record<string, string>> = {
  PASSWORD_TOO_SHORT: "It is too short.",
  PASSWORD_TOO_LONG: "It is too long: at most 256 characters.",
  PASSWORD_MALFORMED: "It holds signs that no keyboard types.",
  PASSWORD_CLASSES_MISSING: "It needs more kinds: small letters, capital letters, digits, others.",
  PASSWORD_HOLDS_NAME: "It holds your name or your username.",
  PASSWORD_GUESSABLE:
    "It would soon be guessed: it is made of common words, names, dates or patterns. Put " +
    "together words that have nothing to do with each other.",
  PASSWORD_TOO_SIMILAR: "It is too much like the one before.",
};

/** A "no" to a new password, with each thing that is wrong. */
export function passwordFault({ refused: code, message, attempted }: Refusal): Fault {
  if (code !== "PASSWORD_UNFIT") return { code, message };
  const found = Array.isArray(attempted?.faults) ? attempted.faults.map(String) : [];
  return { code, message: "", details: found.map((one) => faults[one] ?? one) };
}

export const passwordsDiffer: Fault = {
  message: "The two passwords are not the same. Type both again.",
};

export function passwordRules({ passwordLengthMin, passwordClassesMin }: AccessPolicy): Markup {
  const classes =
    passwordClassesMin > 1 &&
    html`<li>of small letters, capital letters, digits and
other signs, it has ${passwordClassesMin} kinds;</li>`;
  return html`<div class="rules" id="password-rules"><p>A password:</p>
<ul><li>has at least ${passwordLengthMin} characters; several words with spaces are good;</li>
${classes}<li>does not hold your name or your username;</li>
<li>is not one that others would guess: no common words alone, no dates, no rows of keys;</li>
<li>is yours alone, and is told to nobody, not even to administrators.</li></ul></div>
`;
}

export const newPasswordFields = ({ passwordLengthMin }: AccessPolicy): Markup =>
  html`${field({
    name: "password",
    label: "New password",
    hint: `at least ${passwordLengthMin} characters`,
    type: "password",
    autocomplete: "new-password",
  })}${field({
    name: "again",
    label: "The same password again",
    type: "password",
    autocomplete: "new-password",
  })}`;
