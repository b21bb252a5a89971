// The fold of results, yields and summaries: which came first, and what stands now.
import type { EventOf } from "../../kernel/event-type.ts";
import { type Keyed, keyed } from "../../kernel/keyed.ts";
import type { Quantity } from "../../kernel/quantity.ts";
import type { Limits } from "../../kernel/shape/limits.ts";
import type { ResultRecorded, ResultValue, resultEvents, YieldComputed } from "./events.ts";

export type ResultData = EventOf<typeof ResultRecorded>["data"];

export interface Result {
  readonly stage: ResultData["stage"];
  readonly test: string;
  /** That was tested; undefined: the batch. */
  readonly materialLotId: string | undefined;
  readonly value: ResultValue;
  readonly limits: Limits | undefined;
  /** Id of the event that said so last: the result, or its last correction. */
  readonly saidBy: string;
}

/** What was said last, and by which event. */
interface Latest {
  readonly eventId: string;
  readonly content: unknown;
}

export interface LatestYield extends Latest {
  /** Undefined: said by a source, and not worked out here. */
  readonly computed: Quantity | undefined;
  readonly of: Pick<EventOf<typeof YieldComputed>["data"], "theoretical" | "actual">;
  readonly outOfLimit: boolean;
}

export interface ResultPart {
  /** Event id of the first result, by stage, lot, test and sample. */
  readonly first: Keyed<string>;
  /** By event id. */
  readonly entries: Keyed<Result>;
  /** By stage and lot: all that ever were listed. */
  readonly tests: Keyed<readonly string[]>;
  /** By stage. */
  readonly yields: Keyed<LatestYield>;
  /** By stream of readings. */
  readonly summaries: Keyed<Latest>;
}

export const noResults: ResultPart = {
  first: keyed(),
  entries: keyed(),
  tests: keyed(),
  yields: keyed(),
  summaries: keyed(),
};

type Keys = Pick<ResultData, "stage" | "materialLotId">;
export const stageKey = ({ stage, materialLotId }: Keys): string =>
  JSON.stringify([stage, materialLotId ?? null]);
export const resultKey = ({ test, sample, ...keys }: Keys & Pick<ResultData, "test" | "sample">) =>
  JSON.stringify([stageKey(keys), test, sample ?? null]);

export function evolveResult(
  part: ResultPart,
  event: EventOf<(typeof resultEvents)[number]>,
  eventId: string,
): ResultPart {
  switch (event.type) {
    case "TestsListed": {
      const key = stageKey(event.data);
      const tests = new Set([...(part.tests.get(key) ?? []), ...event.data.tests]);
      return { ...part, tests: part.tests.with(key, [...tests]) };
    }
    case "ResultRecorded": {
      const { stage, test, materialLotId, value, limits } = event.data;
      const key = resultKey(event.data);
      const found = { stage, test, materialLotId, value, limits, saidBy: eventId };
      return {
        ...part,
        first: part.first.has(key) ? part.first : part.first.with(key, eventId),
        entries: part.entries.with(eventId, found),
      };
    }
    case "ResultCorrected": {
      const { correctsEventId, value } = event.data;
      const former = part.entries.get(correctsEventId);
      if (!former) return part;
      const corrected = { ...former, value, saidBy: eventId };
      return { ...part, entries: part.entries.with(correctsEventId, corrected) };
    }
    case "YieldComputed": {
      const { correctsEventId: _, ...content } = event.data;
      const { stage, basis, percent, outOfLimit = false } = content;
      const computed = basis === "computed" ? percent : undefined;
      const latest = { eventId, content, computed, of: content, outOfLimit };
      return { ...part, yields: part.yields.with(stage, latest) };
    }
    case "ProcessDataSummarised": {
      const { correctsEventId: _, ...content } = event.data;
      return { ...part, summaries: part.summaries.with(content.streamName, { eventId, content }) };
    }
    default:
      return event satisfies never;
  }
}
