// Which passwords are taken: draft EU GMP Annex 11, 11.4 and 11.5; NIST SP 800-63B, 3.1.1.2.
// Offline: nothing is asked of a service of breached passwords.
import { guessability } from "./password/guessability.ts";
import { foldedText, lengthOf, normalisedPassword, passwordLengthMax } from "./password/text.ts";

export type PasswordFaultCode =
  | "PASSWORD_MALFORMED"
  | "PASSWORD_TOO_SHORT"
  | "PASSWORD_TOO_LONG"
  | "PASSWORD_CLASSES_MISSING"
  | "PASSWORD_HOLDS_NAME"
  | "PASSWORD_GUESSABLE";

/** What a site asks for: data, so that it can be shown, recorded and changed. */
export interface PasswordProfile {
  /** In characters. */
  readonly lengthMin: number;
  /** Of zxcvbn: 0 (guessed at once) to 4. */
  readonly scoreMin: number;
  /** How many of small letters, capital letters, digits and others; 0 or 1 asks for nothing. */
  readonly classesMin: number;
}

export const usualPasswordProfile: PasswordProfile = {
  lengthMin: 12,
  scoreMin: 3,
  classesMin: 1,
};

export interface PasswordOwner {
  readonly username: string;
  readonly printedName: string;
  /** What a guesser of this site would try: names of site, company and products. */
  readonly words: readonly string[];
}

/** Everything that is wrong with it; none, when it may be taken. */
export async function passwordFaults(
  password: string,
  owner: PasswordOwner,
  profile: PasswordProfile = usualPasswordProfile,
): Promise<readonly PasswordFaultCode[]> {
  if (!password.isWellFormed() || /\p{Cc}/u.test(password)) return ["PASSWORD_MALFORMED"];
  if (password === "") return ["PASSWORD_TOO_SHORT"];
  const text = normalisedPassword(password);
  if (text === undefined) return ["PASSWORD_TOO_LONG"];

  const names = namesOf(owner);
  const score = await guessability(text, [...names, ...owner.words]);
  const faults: readonly (readonly [boolean, PasswordFaultCode])[] = [
    [lengthOf(text) < Math.min(profile.lengthMin, passwordLengthMax), "PASSWORD_TOO_SHORT"],
    [classesIn(text) < profile.classesMin, "PASSWORD_CLASSES_MISSING"],
    [holdsOneOf(text, names), "PASSWORD_HOLDS_NAME"],
    [score < profile.scoreMin, "PASSWORD_GUESSABLE"],
  ];
  return faults.flatMap(([is, code]) => (is ? [code] : []));
}

const classes = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];
const classesIn = (text: string): number => classes.filter((one) => one.test(text)).length;

/** The whole names, and each word in them that is long enough not to stand there by chance. */
function namesOf({ username, printedName }: PasswordOwner): readonly string[] {
  const whole = [username, printedName, printedName.replace(/\s/gu, "")].map(foldedText);
  const parts = whole.flatMap((name) => name.match(/\p{L}+/gu) ?? []);
  return [...whole.filter((name) => lengthOf(name) >= 3), ...parts.filter(isTelling)];
}

/** A Chinese name has two or three characters, and two of them are no coincidence. */
const isTelling = (part: string): boolean =>
  lengthOf(part) >= (/\p{Script=Latin}/u.test(part) ? 4 : 2);

function holdsOneOf(text: string, names: readonly string[]): boolean {
  const folded = foldedText(text);
  return names.some((name) => folded.includes(name));
}
