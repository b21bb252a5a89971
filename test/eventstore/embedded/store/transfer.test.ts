import fc from "fast-check";
import { expect, test } from "vitest";
import type { WriteOperation } from "../../../../src/eventstore/embedded/store/operation.ts";
import {
  packOperations,
  unpackOperations,
} from "../../../../src/eventstore/embedded/store/transfer.ts";
import { bytes, expected, text } from "../wire/arbitrary-message.ts";

const blob = bytes.map((value) => Buffer.from(value));
const event = fc.record({
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((id) => Buffer.from(id)),
  type: text,
  contentType: text,
  metadata: blob,
  data: blob,
});
const operation: fc.Arbitrary<WriteOperation> = fc.oneof(
  fc.record({
    kind: fc.constant("append" as const),
    stream: text,
    expected,
    deadlineMs: fc.oneof(fc.constant(Number.POSITIVE_INFINITY), fc.integer()),
    events: fc.array(event, { maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constantFrom("delete" as const, "tombstone" as const),
    stream: text,
    expected,
  }),
);

test("operations arrive as they were sent", () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 6 }), (operations) => {
      expect(unpackOperations(packOperations(operations))).toEqual(operations);
    }),
  );
});
