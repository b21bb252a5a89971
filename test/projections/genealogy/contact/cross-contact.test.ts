// Cross-contact and exposure against references that share nothing with them: every pair is looked
// at, and a cleaning between is looked for one by one.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  crossContacts,
  type Use,
} from "../../../../src/projections/genealogy/contact/cross-contact.ts";
import { exposures } from "../../../../src/projections/genealogy/contact/exposure.ts";

interface Span {
  readonly name: string;
  readonly isSuspect: boolean;
  readonly from: number;
  readonly to: number;
}

const span = fc.record({
  name: fc.constantFrom("a", "b", "c", "d", "e"),
  from: fc.nat(40),
  lasts: fc.oneof(fc.nat(6), fc.constant(Number.POSITIVE_INFINITY)),
});
const plant = fc.record({
  spans: fc.array(span, { maxLength: 14 }),
  suspects: fc.subarray(["a", "b", "c"]),
  cleanings: fc.uniqueArray(fc.nat(45), { maxLength: 6 }),
});

const spansOf = ({ spans, suspects }: typeof plant extends fc.Arbitrary<infer One> ? One : never) =>
  // No two at one moment: uses at multiples of four, their ends one behind, cleanings two behind.
  spans.map(({ name, from, lasts }) => ({
    name,
    isSuspect: suspects.includes(name),
    from: from * 4,
    to: (from + lasts) * 4 + 1,
  }));
const useOf = ({ name, from, to }: Span): Use<string> => ({
  of: name,
  from: { at: from, position: from },
  to: { at: to, position: to },
});

test.each(["forward", "backward"] as const)("%s: no more and no less than the pairs", (way) => {
  fc.assert(
    fc.property(plant, (one) => {
      const spans = spansOf(one);
      const cleanings = one.cleanings.map((at) => ({ at: at * 4 + 2, position: at }));
      const [suspects, others] = [
        spans.filter(({ isSuspect }) => isSuspect),
        spans.filter(({ isSuspect }) => !isSuspect),
      ];
      const isClean = (after: number, until: number) =>
        cleanings.some(({ at }) => after <= at && at <= until);
      const expected = others.filter((other) =>
        suspects.some((suspect) => {
          const [first, second] = way === "forward" ? [suspect, other] : [other, suspect];
          return first.from <= second.to && !isClean(first.to, second.from);
        }),
      );
      const found = crossContacts(suspects.map(useOf), others.map(useOf), cleanings, way);
      const text = ({ name, from, to }: Span) => `${name} ${from} ${to}`;
      const foundText = found.map(({ use }) => `${use.of} ${use.from.at} ${use.to.at}`);
      expect(foundText.sort()).toEqual(expected.map(text).sort());
      for (const { suspect, cleaning } of found) {
        const next = cleanings
          .map(({ at }) => at)
          .filter((at) => (way === "forward" ? at >= suspect.to.at : at <= suspect.from.at))
          .sort((left, right) => (way === "forward" ? left - right : right - left));
        expect(cleaning?.at).toBe(next[0]);
      }
    }),
  );
});

test("exposed is what stood in a room at a time at which a suspect stood there", () => {
  const rooms = fc.array(fc.record({ span, room: fc.constantFrom("x", "y") }), { maxLength: 14 });
  fc.assert(
    fc.property(rooms, fc.subarray(["a", "b"]), (list, names) => {
      const stays = list.map(({ span: { name, from, lasts }, room }) => ({
        of: name,
        room,
        from,
        to: from + lasts,
      }));
      const isSuspect = ({ of }: { of: string }) => names.includes(of);
      const suspects = stays.filter(isSuspect);
      const others = stays.filter((stay) => !isSuspect(stay));
      const minutes = (stay: { from: number; to: number }) =>
        Array.from({ length: 60 }, (_, minute) => minute).filter(
          (minute) => stay.from <= minute && minute <= stay.to,
        );
      const expected = others.filter((stay) =>
        suspects.some(
          (suspect) =>
            suspect.room === stay.room &&
            minutes(suspect).some((minute) => minutes(stay).includes(minute)),
        ),
      );
      expect(exposures(suspects, others).map(({ stay }) => stay)).toEqual(expected);
    }),
  );
});
