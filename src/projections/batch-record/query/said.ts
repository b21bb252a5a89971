// Entries of the audit trail in their own words: who took part, what was changed, late, refused or
// found amiss.
import type { AuditEntry } from "../../audit-trail/entry.ts";
import type { Participant } from "../record/record.ts";
import type { Change, Said } from "../record/record-part.ts";
import { stampOf } from "../record/stamp.ts";

export const saidOf = (entries: readonly AuditEntry[]): readonly Said[] =>
  entries.flatMap((entry) => {
    const by = stampOf(entry);
    return by ? [{ sentence: entry.sentence, of: entry.record?.name ?? entry.stream, by }] : [];
  });

/** Annex 11, 8.2: each value that was changed or voided, with the old one and the new one. */
export const changesIn = (entries: readonly AuditEntry[]): readonly Change[] =>
  entries
    .filter(({ changesEarlierValue }) => changesEarlierValue)
    .flatMap((entry) =>
      saidOf([entry]).map((said) => ({
        ...said,
        action: entry.action ?? "",
        fields: entry.fields.map(({ label, old, new: value }) => ({
          label,
          ...(old !== undefined && { old }),
          new: value,
        })),
      })),
    );

/**
 * 21 CFR 211.188(b)(11). A person who was called otherwise, or had another role, stands there once
 * for each.
 */
export function participantsIn(entries: readonly AuditEntry[]): readonly Participant[] {
  const acts = entries.flatMap(({ who, when }) =>
    who && when ? [{ who, at: when.recordedAt }] : [],
  );
  const groups = Map.groupBy(acts, ({ who: { kind, id, name, role } }) =>
    JSON.stringify([kind, id, name, role]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first, last] = [group[0], group.at(-1)];
    if (!first || !last) return [];
    const { kind, id, name, username, role } = first.who;
    const times = { first: first.at, last: last.at };
    return [{ kind, id, name, username, role, entries: group.length, ...times }];
  });
}
