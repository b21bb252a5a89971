// A new password, typed twice by a person; taken once from a pipe.
import { CliFault } from "../../terminal/fault.ts";
import type { Questions } from "../../terminal/question.ts";

export const fromPipe = "take what is asked for from standard input, line by line";

/** Throws PASSWORDS_DIFFER. */
export async function newPassword(questions: Questions, isTyped: boolean): Promise<string> {
  const password = await questions.askSecretly("New password: ");
  if (!isTyped || (await questions.askSecretly("The same again: ")) === password) return password;
  throw new CliFault("PASSWORDS_DIFFER", "The two are not the same; nothing was set.");
}
