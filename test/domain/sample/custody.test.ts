// Whose hands a sample went through, and its end.
import { describe, test } from "vitest";
import {
  destroySample,
  openSample,
  receiveSample,
  retainSample,
  sendSample,
} from "../../../src/domain/sample/custody/commands.ts";
import { given } from "../../given.ts";
import { arrived, destroyed, sent, take, taken, wasReceived, wasSent } from "./examples.ts";

const reason = { code: "END", text: "Kept long enough." };
const keep = { locationId: "retains", keepUntil: "2029-06-30" };
const kept = { type: "SampleRetained", data: keep };

test("a sample is opened once", () => {
  given().when(openSample, take).then(taken);
  given(taken).when(openSample, take).thenNothing();
  given(taken)
    .when(openSample, { ...take, sampleNumber: "QC-2" })
    .thenRefused("ALREADY_EXISTS");
});

describe("sending and receiving", () => {
  test("happens", () => {
    given(taken).when(sendSample, sent).then(wasSent);
    given(taken, wasSent).when(receiveSample, arrived).then(wasReceived);
  });
  test("is ignored when repeated", () => {
    given(taken, wasSent).when(sendSample, sent).thenNothing();
    given(taken, wasSent, wasReceived).when(receiveSample, arrived).thenNothing();
  });
  test("what arrives is recorded as found, and flagged", () => {
    const found = { ...arrived, sealNumber: "S-9", sealIntact: false };
    const flags = ["SEAL_BROKEN", "SEAL_DIFFERS"];
    given(taken, wasSent)
      .when(receiveSample, found)
      .then({ type: "SampleReceived", data: { ...found, flags } });
  });
  test("is refused of none and of one that is no more", () => {
    given().when(sendSample, sent).thenRefused("NOT_FOUND");
    given().when(receiveSample, arrived).thenRefused("NOT_FOUND");
    given(taken, destroyed).when(sendSample, sent).thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("retaining and destroying", () => {
  test("happens", () => {
    given(taken).when(retainSample, keep).then(kept);
    given(taken, kept).when(retainSample, keep).thenNothing();
    given(taken).when(destroySample, { method: "waste" }, { reason }).then(destroyed);
    given(taken, destroyed).when(destroySample, { method: "waste" }).thenNothing();
  });
  test("what is kept stays until its day is over", () => {
    const on = (occurredAt: string) => ({ reason, occurredAt });
    const waste = { method: "waste" };
    given(taken, kept)
      .when(destroySample, waste, on("2029-06-30T22:00:00.000Z"))
      .thenRefused("RETENTION_ACTIVE");
    given(taken, kept).when(destroySample, waste, on("2029-07-01T00:00:00.000Z")).then(destroyed);
    given(taken, kept)
      .when(retainSample, { ...keep, keepUntil: "2028-01-01" })
      .thenRefused("RETENTION_ACTIVE");
  });
  test("is refused of none, of one that is no more, and without a reason", () => {
    given().when(retainSample, keep).thenRefused("NOT_FOUND");
    given().when(destroySample, { method: "waste" }).thenRefused("NOT_FOUND");
    given(taken, destroyed).when(retainSample, keep).thenRefused("STATUS_BLOCKS_USE");
    given(taken).when(destroySample, { method: "waste" }).thenRefused("REASON_REQUIRED");
  });
});
