// Documents attached to a batch.
import { describe, expect, test } from "vitest";
import {
  attachedMax_bytes,
  attachmentsMax,
} from "../../../../src/domain/batch/attachment/attachment.ts";
import { attachDocument } from "../../../../src/domain/batch/attachment/commands.ts";
import { FileName, MediaType } from "../../../../src/domain/batch/attachment/events.ts";
import { given, type Past } from "../../../given.ts";
import { approved, closed, reviewed, running } from "../examples.ts";

const digest = "a".repeat(64);
const document = {
  attachmentId: "a-1",
  name: "Printout 1.pdf",
  mediaType: "application/pdf",
  size_bytes: 12,
  digest,
  isTrueCopy: true,
};
const asked = { ...document, statedDigest: digest };
const attached: Past = { type: "DocumentAttached", data: document };

describe("attaching a document", () => {
  test("it happens, also once the record is approved", () => {
    given(...running)
      .when(attachDocument, asked)
      .then(attached);
    given(...closed, reviewed, approved)
      .when(attachDocument, asked)
      .then(attached);
  });
  test("ignored when repeated", () => {
    given(...running, attached)
      .when(attachDocument, asked)
      .thenNothing();
  });
  test("refused with other bytes, under an id in use, of no deviation of the batch", () => {
    given().when(attachDocument, asked).thenRefused("NOT_FOUND");
    given(...running)
      .when(attachDocument, { ...asked, statedDigest: "b".repeat(64) })
      .thenRefused("DIGEST_MISMATCH");
    given(...running, attached)
      .when(attachDocument, { ...asked, name: "Other.pdf" })
      .thenRefused("ALREADY_EXISTS");
    given(...running)
      .when(attachDocument, { ...asked, deviationId: "d-1" })
      .thenRefused("DEVIATION_REQUIRED");
  });
  test("refused beyond so many, or so much", () => {
    const more = (attachmentId: string, size_bytes: number): Past => ({
      type: "DocumentAttached",
      data: { ...document, attachmentId, size_bytes },
    });
    const many = Array.from({ length: attachmentsMax }, (_, n) => more(`n-${n}`, 1));
    given(...running, ...many.slice(1))
      .when(attachDocument, asked)
      .then(attached);
    given(...running, ...many)
      .when(attachDocument, asked)
      .thenRefused("ATTACHMENT_LIMIT");
    given(...running, more("large", attachedMax_bytes - 12))
      .when(attachDocument, asked)
      .then(attached);
    given(...running, more("large", attachedMax_bytes - 11))
      .when(attachDocument, asked)
      .thenRefused("ATTACHMENT_LIMIT");
  });
  test.each(["../x.pdf", "a/b", "a\\b", "..", ".", " ", "a\u0000b", ""])(
    "is not called %j",
    (name) => {
      expect(FileName.safeParse(name).success).toBe(false);
    },
  );
  test.each(["text/html; charset=x", "html", "text/\nhtml"])("is no media type: %j", (type) => {
    expect(MediaType.safeParse(type).success).toBe(false);
  });
});
