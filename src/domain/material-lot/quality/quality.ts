// The fold of plans, samples and dates, and what a lot's age forbids.
import type { EventOf } from "../../kernel/event-type.ts";
import type { Lot } from "../lot.ts";
import type { qualityEvents, ShelfLifeDated } from "./events.ts";

export function evolveQuality(lot: Lot, event: EventOf<(typeof qualityEvents)[number]>): Lot {
  switch (event.type) {
    case "SamplingPlanned":
      return { ...lot, plans: [...lot.plans, event.data] };
    case "ShelfLifeDated":
      return dated(lot, event.data);
    case "ContainerOpened":
      return { ...lot, openings: new Map(lot.openings).set(event.data.containerId, event.data) };
    default:
      return event satisfies never;
  }
}

function dated(lot: Lot, data: EventOf<typeof ShelfLifeDated>["data"]): Lot {
  const { expiresOn, retestOn, planNumber: byPlan = 0, because, unknown = [] } = data;
  const retests = (lot.dated?.retests ?? 0) + (because === "retest" ? 1 : 0);
  const now = new Set([...data.calculations, ...unknown].map(({ of }) => of));
  const former = (lot.dated?.calculations ?? []).filter(({ of }) => !now.has(of));
  const calculations = [...former, ...data.calculations];
  return { ...lot, expiresOn, retestOn, dated: { byPlan, retests, calculations, unknown } };
}

export type AgeFlag = "MATERIAL_EXPIRED" | "RETEST_DUE";

/**
 * What the date stands against: the last day is a day of use. Of a container that has been opened
 * its own date counts too; where no container is named, that of each.
 */
export function aged(
  lot: Pick<Lot, "expiresOn" | "retestOn" | "openings">,
  containerId: string | undefined,
  date: string,
): readonly AgeFlag[] {
  const opened =
    containerId === undefined
      ? [...lot.openings.values()]
      : [lot.openings.get(containerId)].filter((one) => one !== undefined);
  const ends = [lot.expiresOn, ...opened.map(({ usableUntil }) => usableUntil)];
  return [
    ...(ends.some((end) => end !== undefined && end < date) ? (["MATERIAL_EXPIRED"] as const) : []),
    ...(lot.retestOn && lot.retestOn < date ? (["RETEST_DUE"] as const) : []),
  ];
}
