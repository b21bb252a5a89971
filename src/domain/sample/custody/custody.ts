// The fold of whose hands a sample is in.
import type { EventOf } from "../../kernel/event-type.ts";
import type { Sample } from "../sample.ts";
import type { custodyEvents, SampleTaken } from "./events.ts";

type Later = Exclude<
  EventOf<(typeof custodyEvents)[number]>,
  { readonly type: "SampleTaken" } & EventOf<typeof SampleTaken>
>;

export function evolveCustody(sample: Sample, event: Later): Sample {
  switch (event.type) {
    case "SampleSent":
      return { ...sample, sent: event.data };
    case "SampleReceived":
      return { ...sample, received: event.data };
    case "SampleRetained":
      return { ...sample, retained: event.data };
    case "SampleDestroyed":
      return sample;
    default:
      return event satisfies never;
  }
}
