// Whether a measured part may be used is not for an import to say. What it must not be used for
// before somebody has decided is: what the document calls anything but passed, and what lies
// outside its own limits, whatever the document calls it.
import { isOutside } from "../../domain/kernel/shape/limits.ts";
import type { Measured, MeasuredSerial } from "./document.ts";
import type { Status } from "./vocabulary.ts";

/** They say that there is no result, and so nothing of it. */
const silent: ReadonlySet<Status | undefined> = new Set([undefined, "NOT_CALCED", "NOT_MEASURED"]);

export interface Judged {
  /** None: nothing speaks against the part. */
  readonly nonconforming: readonly Measured[];
  /** Where the document contradicts itself; `line` is the characteristic's, or the part's. */
  readonly contradictions: readonly { readonly line: number; readonly text: string }[];
  readonly isNonconforming: boolean;
}

export function judge({ serialNumber, line, status, measured }: MeasuredSerial): Judged {
  const nonconforming = measured.filter(
    (one) => isBeyond(one) || !(silent.has(one.status) || one.status === "PASS"),
  );
  const contradictions = measured.flatMap((one) => {
    if (one.value === undefined || silent.has(one.status)) return [];
    const beyond = isBeyond(one);
    if (beyond === undefined || beyond === (one.status !== "PASS")) return [];
    const found = beyond ? "outside its limits" : "within its limits";
    const what = `${one.characteristic.test} of ${serialNumber}`;
    return [{ line: one.line, text: `${what} is ${found}, and is called ${one.status}.` }];
  });
  const whole = !silent.has(status) && (status !== "PASS") !== nonconforming.length > 0;
  const of = `${nonconforming.length} of ${measured.length} characteristics`;
  const text = `Part ${serialNumber} is called ${status}; ${of} do not conform.`;
  return {
    nonconforming,
    contradictions: [...contradictions, ...(whole ? [{ line, text }] : [])],
    isNonconforming: nonconforming.length > 0 || !(silent.has(status) || status === "PASS"),
  };
}

/** Undefined: there is no value, or nothing to compare it with. */
const isBeyond = ({ value, characteristic }: Measured): boolean | undefined =>
  value && isOutside(value, characteristic.limits);
