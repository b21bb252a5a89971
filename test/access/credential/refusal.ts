// The code of the fault that something ends with.
import { AccessFault } from "../../../src/access/credential/fault.ts";

export async function refusal(work: Promise<unknown> | (() => Promise<unknown>)) {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    if (error instanceof AccessFault) return error.code;
    throw error;
  }
  return "nothing";
}
