// Points in time as they are stored: text, never a Date.
import { z } from "zod";

/**
 * A year that a record of manufacture can name; databases
 * and Date disagree about years 0 and 10000.
 */
const year = /^(?:19|2\d)\d\d-/;

/** ISO 8601 with offset: 2026-11-20T08:00:00.000Z or 2026-11-20T09:00:00+01:00. */
export const Instant = z.iso.datetime({ offset: true }).regex(year);

/**
 * As a source gives it: local text (2019-04-15T18:13:00)
 * does not state its zone. Ordered as UTC, and said so.
 */
export const BusinessTime = z.iso.datetime({ offset: true, local: true }).regex(year);

export const DateOnly = z.iso.date().regex(year);

const hasOffset = (text: string): boolean => /(?:Z|[+-]\d\d:\d\d)$/.test(text);

/** The zone of a business time is known unless a source gave local text only. */
export const zoneStated = hasOffset;

/** Before all that is recorded. */
export const epoch = "1970-01-01T00:00:00.000Z";

/** The later of two, in UTC. */
export const latest = (one: string, other: string): string =>
  toUtc(one) > toUtc(other) ? toUtc(one) : toUtc(other);

/** The instant as UTC text with milliseconds; local text without zone is read as UTC. */
export const toUtc = (text: string): string =>
  isUtc(text) ? text : new Date(hasOffset(text) ? text : `${text}Z`).toISOString();

const isUtc = (text: string): boolean => text.length === 24 && text.endsWith("Z");
