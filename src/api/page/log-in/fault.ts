// Why somebody was not let in: what to do about it, beside what the code means; never which part
// was wrong.
import type { Refusal } from "../../../domain/kernel/refusal.ts";
import type { Fault } from "../form/form.ts";

export function faultOf({ refused: code, message }: Refusal): Fault {
  if (code === "LOG_IN_FAILED") return { code, message: "Check your typing, and try again." };
  if (code !== "MFA_REQUIRED") return { code, message };
  const more =
    "Type your password again, and the code that your code generator shows; or log in with a " +
    "passkey. Whoever has neither asks an administrator.";
  return { code, message: more };
}
