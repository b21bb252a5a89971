// Subjects: one kind and one id each, from one list that also names the streams.
import { describe, expect, test } from "vitest";
import {
  isSubjectKind,
  type Subject,
  subjectEntry,
  subjectKinds,
  subjectOf,
} from "../../../src/domain/kernel/subject.ts";

describe.each(subjectKinds)("%s", (kind) => {
  test("is a camelCase word without dashes, as a stream category must be", () => {
    expect(kind).toMatch(/^[a-z][A-Za-z]*$/);
    expect(isSubjectKind(kind)).toBe(true);
  });
  test("comes back from its entry", () => {
    const subject = subjectOf(kind, "id-1");
    expect(subject).toEqual({ [kind]: "id-1" });
    expect(subjectEntry(subject)).toEqual({ kind, id: "id-1" });
  });
});

test("each kind stands once in the list", () => {
  expect(new Set(subjectKinds).size).toBe(subjectKinds.length);
});

test("a member of every object is no kind", () => {
  for (const word of ["constructor", "toString", "__proto__", "", "MaterialLot"]) {
    expect(isSubjectKind(word)).toBe(false);
  }
});

test("an object that names no kind is a fault", () => {
  expect(() => subjectEntry({ vessel: "v-1" } as unknown as Subject)).toThrow();
  expect(() => subjectEntry({} as unknown as Subject)).toThrow();
});
