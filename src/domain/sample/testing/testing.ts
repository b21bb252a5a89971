// The fold of results and of what became of those out of specification.
import type { AnyEvent, EventOf } from "../../kernel/event-type.ts";
import { toUtc } from "../../kernel/instant.ts";
import type { Recorded } from "../../kernel/metadata.ts";
import type { Finding } from "../../kernel/shape/test.ts";
import type { Sample } from "../sample.ts";
import type {
  OutOfSpecificationAssessed,
  OutOfSpecificationOpened,
  testingEvents,
} from "./events.ts";

export interface Result {
  readonly testId: string;
  readonly attempt: number;
  /** As it stands now; what it was before is in the events. */
  readonly finding: Finding;
  readonly conforms: boolean;
  readonly corrected: boolean;
  /** When it was found, UTC. */
  readonly at: string;
  /** Who found it does not assess it. */
  readonly analystIds: readonly string[];
}

export type OutOfSpecification = EventOf<typeof OutOfSpecificationOpened>["data"] & {
  readonly eventId: string;
  readonly assessed: EventOf<typeof OutOfSpecificationAssessed>["data"] | undefined;
};

export function evolveTesting(
  sample: Sample,
  event: EventOf<(typeof testingEvents)[number]>,
  { id: eventId, metadata: { actor, occurredAt } }: Recorded<AnyEvent>,
): Sample {
  switch (event.type) {
    case "TestResultRecorded": {
      const { testId, attempt, finding, conforms } = event.data;
      const found = { testId, attempt, finding, conforms };
      const at = toUtc(occurredAt);
      const one = { ...found, corrected: false, at, analystIds: [actor.id] };
      return { ...sample, results: [...sample.results, one] };
    }
    case "TestResultCorrected": {
      const { finding, conforms } = event.data;
      const results = sample.results.map((one) =>
        isSame(one, event.data)
          ? {
              ...one,
              finding,
              conforms,
              corrected: true,
              analystIds: [...one.analystIds, actor.id],
            }
          : one,
      );
      return { ...sample, results };
    }
    case "OutOfSpecificationOpened": {
      const opened = { ...event.data, eventId, assessed: undefined };
      return { ...sample, outOfSpecification: [...sample.outOfSpecification, opened] };
    }
    case "OutOfSpecificationAssessed": {
      const { data } = event;
      const outOfSpecification = sample.outOfSpecification.map((one) =>
        one.oosId === data.oosId ? { ...one, assessed: data } : one,
      );
      return { ...sample, outOfSpecification };
    }
    default:
      return event satisfies never;
  }
}

/** Of those that nobody has found to be an error of the laboratory. */
export const validResults = (sample: Sample, testId: string): readonly Result[] =>
  sample.results.filter(
    (result) =>
      result.testId === testId &&
      !sample.outOfSpecification.some(
        (one) => isSame(one, result) && one.assessed?.conclusion === "laboratoryError",
      ),
  );

type Attempt = Pick<Result, "testId" | "attempt">;

/** A result is told by its test and its attempt. */
export const isSame = (one: Attempt, other: Attempt): boolean =>
  one.testId === other.testId && one.attempt === other.attempt;
