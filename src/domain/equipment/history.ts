// All that happened to a piece of equipment, by business time; of one time in the order of the log.
// Newest first, each entry with how things stood after it, so that one more is one more, however
// many there are: a press that made a hundred thousand batches is asked as quickly as a new one.
import { LongPast } from "../kernel/decider.ts";
import { after, type Moment, nothing, type Standing } from "./standing.ts";

export interface History {
  readonly moment: Moment;
  /** After it. */
  readonly standing: Standing;
  readonly before: History | "longPast" | undefined;
}

/** Throws LongPast where it was left out. */
function earlier({ before }: History): History | undefined {
  if (before === "longPast") throw new LongPast("It goes further back than what is kept at hand.");
  return before;
}

/** An entry that comes late goes where it belongs; what happened since is told again. */
export function withMoment(history: History | undefined, moment: Moment): History {
  const since: Moment[] = [];
  let before = history;
  while (before !== undefined && before.moment.at > moment.at) {
    since.push(before.moment);
    before = earlier(before);
  }
  return since.reduceRight(followedBy, followedBy(before, moment));
}

const followedBy = (before: History | undefined, moment: Moment): History => ({
  moment,
  standing: after(before?.standing ?? nothing, moment),
  before,
});

/** `at`: UTC. What happened at that very second counts. */
export function standingAt(history: History, at: string): Standing {
  let last: History | undefined = history;
  while (last !== undefined && last.moment.at > at) last = earlier(last);
  return last?.standing ?? nothing;
}

/** Who had it then, unless that use is known to have ended since. `at`: UTC. */
export function openUseAt(history: History, at: string): Standing["usedBy"] {
  const use = standingAt(history, at).usedBy;
  let one: History | undefined = history;
  for (; use && one && one.moment.at > at; one = earlier(one)) {
    const { event } = one.moment;
    if (event.type !== "EquipmentUseEnded" || event.data.batchId !== use.batchId) continue;
    if (earlier(one)?.standing.usedBy?.since === use.since) return undefined;
  }
  return use;
}

/** As far as anything is known, whenever it is said to have happened. */
export const standingNow = ({ standing }: History): Standing => standing;

/** All of it, the oldest first. */
export function momentsOf(history: History): readonly Moment[] {
  const moments: Moment[] = [];
  for (let one: History | undefined = history; one !== undefined; one = earlier(one)) {
    moments.push(one.moment);
  }
  return moments.reverse();
}

/** Its newest entries, with how things stood after each of them. */
export function recentOf(history: History, countMax: number): History {
  const since: History[] = [];
  let one: History | "longPast" | undefined = history;
  for (; typeof one === "object" && since.length < countMax; one = one.before) since.push(one);
  if (one === undefined) return history;
  return since.reduceRight<History | "longPast">(
    (before, same) => ({ ...same, before }),
    "longPast",
  ) as History;
}
