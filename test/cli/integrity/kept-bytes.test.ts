// What a run over the log says of attached documents and certificates: which bytes are missing,
// which are others.
import { expect, test } from "vitest";
import { keptFound, keptIn } from "../../../src/cli/integrity/kept-bytes.ts";
import type { LoggedBytes } from "../../../src/eventstore/stored-event.ts";
import { VaultFault } from "../../../src/vault/fault.ts";

const document = (digest: string, name = "scan.pdf") => ({
  attachmentId: "a-1",
  name,
  mediaType: "application/pdf",
  size_bytes: 12,
  digest,
  isTrueCopy: false,
});
const logged = (data: object, type = "DocumentAttached") =>
  ({
    stream: "batch-b",
    revision: 4,
    type,
    data: Buffer.from(JSON.stringify(data)),
  }) as unknown as LoggedBytes;
const [there, missing, altered] = ["a", "b", "c"].map((one) => one.repeat(64)) as [
  string,
  string,
  string,
];
const kg = { value: "2", unitOfMeasure: "kg" };
const read: string[] = [];
const blobs = {
  async get(digest: string) {
    read.push(digest);
    if (digest === altered) throw new VaultFault("BLOB_DAMAGED", "Other bytes.");
    return digest === there ? Buffer.from("bytes") : undefined;
  },
};

test("each document whose bytes are missing or altered is named, by its place", async () => {
  const all = [
    ...keptIn(7, logged(document(missing, "photo.jpg"))),
    ...keptIn(3, logged(document(altered))),
    ...keptIn(1, logged(document(there))),
    ...keptIn(9, logged(document(missing))),
  ];
  const { findings } = await keptFound(blobs, all);
  expect(findings.map(({ code, position, stream }) => [code, position, stream])).toEqual([
    ["ATTACHMENT_ALTERED", 3, "batch-b"],
    ["ATTACHMENT_MISSING", 7, "batch-b"],
    ["ATTACHMENT_MISSING", 9, "batch-b"],
  ]);
  expect(findings[1]?.detail).toContain("photo.jpg");
  // The same bytes are read once.
  expect(read).toHaveLength(3);
});

test("of other events, and of what is no attachment, it says nothing", () => {
  expect(keptIn(1, logged(document(there), "CommentAdded"))).toEqual([]);
  expect(keptIn(1, logged({ digest: "x" }))).toEqual([]);
});

test("an altered certificate is named; one that is elsewhere is no finding", async () => {
  const disposed = (certificate: string, certificateDigest?: string) =>
    logged(
      {
        ...{ certificate, method: "destroyed", lines: [{ materialLotId: "l", quantity: kg }] },
        ...(certificateDigest && { certificateDigest }),
      },
      "RecallGoodsDisposed",
    );
  const all = [
    ...keptIn(5, disposed("D-1", altered)),
    ...keptIn(6, disposed("D-2", missing)),
    ...keptIn(7, disposed("D-3", there)),
    ...keptIn(8, disposed("D-4")),
  ];
  const { findings, elsewhere } = await keptFound(blobs, all);
  expect(findings.map(({ code, position }) => [code, position])).toEqual([
    ["CERTIFICATE_ALTERED", 5],
  ]);
  expect(findings[0]?.detail).toContain("D-1");
  expect(elsewhere.map(({ position }) => position)).toEqual([6]);
});
