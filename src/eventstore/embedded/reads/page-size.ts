// How many events to fetch at once: about half a megabyte, whatever an event weighs.
import type { StoredRecord } from "../store/record.ts";

const pageBytes = 512 * 1024;
const pageEventsMax = 512;
const firstPage = 32;

export class PageSize {
  private events = firstPage;

  /** The next page, of at most `wanted` events. */
  next(wanted = Number.POSITIVE_INFINITY): number {
    return Math.min(this.events, wanted);
  }

  learn(page: readonly StoredRecord[]): void {
    if (page.length === 0) return;
    const bytes = page.reduce((sum, each) => sum + each.data.length + each.metadata.length, 0);
    const fitting = Math.floor(pageBytes / Math.max(1, bytes / page.length));
    this.events = Math.max(1, Math.min(fitting, pageEventsMax, 2 * this.events));
  }
}
