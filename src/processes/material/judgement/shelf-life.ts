// Until when a lot and its opened containers may be used, and by which rule and from which date
// each was worked out. What nothing says is unknown, by name.
import {
  calculationText,
  dateOf,
  type Undated,
  undatedText,
} from "../../../domain/kernel/shape/dating.ts";
import type { Lot } from "../../../domain/material-lot/lot.ts";
import { effectiveOn } from "../../../domain/specification/specification.ts";
import { type Ancestor, type Evidence, lineage } from "./evidence.ts";
import { specificationOf } from "./gate.ts";

export interface ShelfLife {
  readonly expiry: Dated;
  readonly retest: Dated;
  readonly opened: readonly (Dated & {
    readonly containerId: string;
    readonly openedOn: string;
  })[];
  readonly unknown: readonly {
    readonly code: "EXPIRY_UNKNOWN" | "RETEST_UNKNOWN" | "OPENED_UNKNOWN";
    readonly subject: string;
    readonly detail: string;
  }[];
}
interface Dated {
  /** Null: not known. */
  readonly on: string | null;
  readonly how: string;
}

/** `date`: today at the site; by it a specification is in effect. */
export function shelfLifeOf(
  evidence: Evidence,
  materialLotId: string,
  lot: Lot,
  date: string,
): ShelfLife {
  const ancestors = lineage(evidence, materialLotId);
  const dating = effectiveOn(specificationOf(evidence, lot), date)?.dating;
  const dated = (of: Undated["of"], on: string | undefined): Dated =>
    on === undefined
      ? { on: null, how: undatedHow(of, lot, dating?.[of] !== undefined) }
      : { on, how: workedOut(ancestors, of, on) ?? statedHow(ancestors, of, on) };
  const expiry = dated("expiry", lot.expiresOn);
  const retest = dated("retest", lot.retestOn);
  const opened = [...lot.openings.values()].map((one) => ({
    containerId: one.containerId,
    openedOn: one.on,
    on: one.usableUntil ?? null,
    how: one.calculation ? calculationText(one.calculation) : "no rule limits it",
  }));
  const untold = dating?.opened ? takenFrom(lot).filter((id) => !lot.openings.has(id)) : [];
  // Without a rule nobody retests it.
  const asksRetest = dating?.retest !== undefined || isNotDated(lot, "retest");
  return {
    expiry,
    retest,
    opened,
    unknown: [
      ...(expiry.on === null
        ? [{ code: "EXPIRY_UNKNOWN" as const, subject: materialLotId, detail: expiry.how }]
        : []),
      ...(retest.on === null && asksRetest
        ? [{ code: "RETEST_UNKNOWN" as const, subject: materialLotId, detail: retest.how }]
        : []),
      ...untold.map((subject) => ({
        code: "OPENED_UNKNOWN" as const,
        subject,
        detail: "Something was taken out of it, and when it was opened is not recorded.",
      })),
    ],
  };
}

/** By the lot itself, or by the nearest that it was split off or merged from. */
const workedOut = (ancestors: readonly Ancestor[], of: Undated["of"], on: string) =>
  ancestors
    .flatMap(({ lot }) => lot.dated?.calculations ?? [])
    .filter((one) => one.of === of && dateOf(one) === on)
    .map(calculationText)[0];

function statedHow(ancestors: readonly Ancestor[], of: Undated["of"], on: string): string {
  const isFrom = ({ lot }: Ancestor) =>
    lot.from.length === 0 && stated(lot)[of === "expiry" ? "expiresOn" : "retestOn"] === on;
  const source = ancestors.find(isFrom)?.lot;
  if (!source) return "the earliest of what came together";
  const isFirst = source === ancestors[0]?.lot;
  const whose = isFirst ? "" : ", of the lot that it comes from";
  if (source.receipt)
    return `as ${source.receipt.supplier?.name ?? "its source"} stated it${whose}`;
  return `as it was stated when it was made${whose}`;
}

/** What its first event said, whatever has been worked out since. */
const stated = ({ origin }: Lot): { readonly expiresOn?: unknown; readonly retestOn?: unknown } =>
  typeof origin.data === "object" && origin.data !== null ? origin.data : {};

const isNotDated = (lot: Lot, of: Undated["of"]) => lot.dated?.unknown.find((one) => one.of === of);

function undatedHow(of: Undated["of"], lot: Lot, hasRule: boolean): string {
  const undated = isNotDated(lot, of);
  if (undated) return undatedText(undated);
  if (hasRule && !lot.dated) return "worked out when it is released";
  return `nobody stated it, and no rule says how the ${of} follows`;
}

/** Containers that something came out of. */
const takenFrom = ({ draws, samples }: Lot): readonly string[] =>
  [
    ...new Set([
      ...[...draws.values()].flatMap(({ containerId }) => containerId ?? []),
      ...[...samples.values()].flatMap(({ sample }) =>
        sample.parts.map(({ containerId }) => containerId),
      ),
    ]),
  ].sort();
