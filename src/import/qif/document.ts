// What a QIF document says was measured: the characteristics of one part with nominal and limits,
// and of each serial number what was found.
import type { Quantity } from "../../domain/kernel/quantity.ts";
import type { Limits } from "../../domain/kernel/shape/limits.ts";
import type { Status } from "./vocabulary.ts";

export interface Characteristic {
  /** `12.1 Diameter 7`: designator, where there is one, and name; no two have the same. */
  readonly test: string;
  /** `Flatness` */
  readonly kind: string;
  /** Nominal and limits in the unit of the document. */
  readonly limits: Limits | undefined;
}

export interface Measured {
  readonly characteristic: Characteristic;
  readonly line: number;
  /** As the document says; undefined where it says none. */
  readonly status: Status | undefined;
  /** Undefined: it was not measured. */
  readonly value: Quantity | undefined;
}

export interface MeasuredSerial {
  readonly serialNumber: string;
  readonly line: number;
  /** Of the part as a whole, as the document says. */
  readonly status: Status | undefined;
  readonly measured: readonly Measured[];
  /** SHA-256 of what it says, whatever order and ids it says it in. */
  readonly digest: string;
}

export interface Part {
  readonly name: string;
  /** The persistent identifier, where there is one. */
  readonly qpId: string | undefined;
}

export interface QifDocument {
  readonly file: string;
  readonly qpId: string | undefined;
  readonly part: Part;
  readonly characteristics: readonly Characteristic[];
  readonly serials: readonly MeasuredSerial[];
  /** Whether it says in which units lengths and angles are. */
  readonly unitsStated: boolean;
}
