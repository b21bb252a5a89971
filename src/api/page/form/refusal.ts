// A "no" out of an answer, whichever form it has.
import {
  isRefusal,
  type Refusal,
  type RefusalCode,
  refusals,
} from "../../../domain/kernel/refusal.ts";
import type { Answer } from "../../../eventstore/handler/handle.ts";

export function refusalIn(answer: Answer | Refusal): Refusal | undefined {
  if (isRefusal(answer)) return answer;
  if (answer.outcome === "accepted") return undefined;
  const { code, message } = answer;
  return { refused: isRefusalCode(code) ? code : "MALFORMED_COMMAND", message };
}

export const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code);
