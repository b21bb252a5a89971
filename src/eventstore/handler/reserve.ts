// Uniqueness: an identifier is a stream, and whoever makes the stream has it (design, section 2).
import { createHash } from "node:crypto";
import type { Holder } from "../../domain/identifier/events.ts";
import { identifier } from "../../domain/identifier/identifier.ts";
import type { Reservation } from "../../domain/kernel/decider.ts";
import { type Identifier, identifierKey, written } from "../../domain/kernel/identifier.ts";
import { type Refusal, type RefusalCode, refuse } from "../../domain/kernel/refusal.ts";
import { subjectEntry } from "../../domain/kernel/subject.ts";
import type { Given } from "../fold/given.ts";
import { streamOf } from "../stream-name.ts";
import type { Attempt } from "./handle.ts";
import type { Means } from "./record-refusal.ts";

/** A reservation whose holder never came to be is free again after this time. */
const abandonedAfter_ms = 60_000;

export const isAbandoned = (since: string, at: string): boolean =>
  Date.parse(at) - Date.parse(since) >= abandonedAfter_ms;

/** The id of the identifier's stream: SHA-256 of scheme, issuer and case-folded value. */
export const identifierId = (taken: Identifier): string =>
  createHash("sha256")
    .update(JSON.stringify(identifierKey(taken)))
    .digest("hex");

/** Takes all of them for the command's aggregate, or says which one belongs to something else. */
export async function reserveIdentifiers(
  means: Means,
  attempt: Attempt,
  wanted: readonly Reservation[],
  code: RefusalCode,
): Promise<Given["events"] | Refusal> {
  const appended = [];
  for (const one of wanted) {
    const reserved = await reserve(means, attempt, one);
    if (!reserved) return refuse(code, `${written(one)} belongs to something else already.`);
    appended.push(...reserved);
  }
  return appended;
}

/** What was appended for it; undefined where it belongs to something else. */
async function reserve(
  means: Means,
  attempt: Attempt,
  { holder: other, asWritten, takenFrom, renewed, ...wanted }: Reservation,
): Promise<Given["events"] | undefined> {
  const { command, call, at } = attempt;
  const id = identifierId(wanted);
  const own = { kind: command.aggregate.category, id: call.id };
  const holder: Holder = other ? subjectEntry(other) : own;
  const there = { ...attempt, stream: streamOf("identifier", id) };
  const { state, revision } = await means.folds.load(identifier, id);
  const isOwn = state.status !== "free" && isSame(state.holder, holder);
  if (state.status === "free" || (isOwn && renewed)) {
    const data = { ...wanted, ...asWritten, holder };
    return means.append(there, revision, [{ type: "IdentifierReserved", data }]);
  }
  if (isOwn) return [];
  if (takenFrom) {
    const isAsSeen = revision === takenFrom.revision;
    if (!isAsSeen || !isSame(state.holder, subjectEntry(takenFrom.holder))) return undefined;
  } else {
    if (!isAbandoned(state.since, at) || (await exists(means, state.holder))) return undefined;
  }
  const before = { holder: state.holder };
  const data = { holder };
  return means.append(there, revision, [{ type: "IdentifierReassigned", data, before }]);
}

const isSame = (one: Holder, other: Holder): boolean =>
  one.kind === other.kind && one.id === other.id;

async function exists({ log }: Means, { kind, id }: Holder): Promise<boolean> {
  for await (const _ of log.readStream(streamOf(kind, id), { limit: 1 })) return true;
  return false;
}
