// A review by exception as a person turns its pages: of a record of any length only what is shown
// is put into words; what was not flagged is a section away.
import type { Kysely } from "kysely";
import type { DB } from "../../database/schema.ts";
import { reasons } from "../../domain/kernel/exception/kind.ts";
import {
  type BatchExceptions,
  type Entry,
  type Exceptional,
  type ExceptionsQuery,
  evaluatedRecord,
  exceptional,
  groupsOf,
  headOf,
  type NotEvaluated,
  sayings,
} from "./exceptions.ts";

export interface WindowQuery extends Omit<ExceptionsQuery, "unflagged"> {
  /** Of the exceptions, those that are open first; from 1 on. */
  readonly page: number;
  /** The section of the record whose entries are shown, and which page of them. */
  readonly section?: { readonly number: number; readonly page: number } | undefined;
}

export interface ReviewWindow
  extends Pick<BatchExceptions, "batchId" | "batchNumber" | "asOf" | "rules" | "coverage"> {
  readonly exceptions: Page<Exceptional> & { readonly open: number };
  readonly notEvaluated: readonly (Omit<NotEvaluated, "eventIds"> & { readonly count: number })[];
  readonly sections: readonly {
    readonly section: number;
    readonly facts: number;
    readonly unflagged: number;
  }[];
  readonly section: (Page<SectionEntry> & { readonly number: number }) | undefined;
}
export interface Page<Row> {
  readonly page: number;
  readonly pages: number;
  /** On all pages. */
  readonly count: number;
  readonly rows: readonly Row[];
}
export interface SectionEntry extends Entry {
  readonly isFlagged: boolean;
  /** In words, why rules could say nothing of it. */
  readonly notEvaluated: readonly string[];
}

export const exceptionsPerPage = 50;
export const entriesPerPage = 200;

/** Throws what `batchExceptions` throws. */
export async function reviewWindow(
  kysely: Kysely<DB>,
  batchId: string,
  { page, section: asked, ...query }: WindowQuery,
): Promise<ReviewWindow> {
  const known = await evaluatedRecord(kysely, batchId, query);
  const { facts, flagged, found, isSettled } = known;
  const isOpen = (eventId: string) => !(flagged.get(eventId) ?? []).every(isSettled);
  const exceptions = facts.filter(({ fact }) => flagged.has(fact.eventId));
  const [open, settled] = [true, false].map((is) =>
    exceptions.filter(({ fact }) => isOpen(fact.eventId) === is),
  );
  const turned = pageOf([...(open ?? []), ...(settled ?? [])], page, exceptionsPerPage);
  const inSection = facts.filter(({ fact }) => fact.section === asked?.number);
  const listed = pageOf(inSection, asked?.page ?? 1, entriesPerPage);
  const say = await sayings(kysely, [...turned.rows, ...listed.rows]);
  const unevaluated = Map.groupBy(found.notEvaluated, ({ eventId }) => eventId);
  return {
    ...headOf(batchId, known),
    exceptions: {
      ...turned,
      open: open?.length ?? 0,
      rows: turned.rows.map((row) => exceptional(row, known, say)),
    },
    notEvaluated: groupsOf(found.notEvaluated).map(({ eventIds, ...group }) => ({
      ...group,
      count: eventIds.length,
    })),
    sections: [...Map.groupBy(facts, ({ fact }) => fact.section)]
      .sort(([one], [other]) => one - other)
      .map(([section, rows]) => ({
        section,
        facts: rows.length,
        unflagged: rows.filter(({ fact }) => !flagged.has(fact.eventId)).length,
      })),
    section: asked && {
      ...listed,
      number: asked.number,
      rows: listed.rows.map((row) => ({
        ...say(row),
        isFlagged: flagged.has(row.fact.eventId),
        notEvaluated: (unevaluated.get(row.fact.eventId) ?? []).map(
          ({ ruleKey, reason }) => `${ruleKey ?? "no rule"}: ${reasons[reason]}`,
        ),
      })),
    },
  };
}

/** A page beyond the last is the last. */
function pageOf<Row>(all: readonly Row[], wanted: number, size: number): Page<Row> {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(wanted, pages);
  return { page, pages, count: all.length, rows: all.slice((page - 1) * size, page * size) };
}
