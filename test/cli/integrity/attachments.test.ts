// What a run over the log says of attached documents: which bytes are missing, which are others.
import { expect, test } from "vitest";
import { attachedIn, attachmentFindings } from "../../../src/cli/integrity/attachments.ts";
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
    ...attachedIn(7, logged(document(missing, "photo.jpg"))),
    ...attachedIn(3, logged(document(altered))),
    ...attachedIn(1, logged(document(there))),
    ...attachedIn(9, logged(document(missing))),
  ];
  const findings = await attachmentFindings(blobs, all);
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
  expect(attachedIn(1, logged(document(there), "CommentAdded"))).toEqual([]);
  expect(attachedIn(1, logged({ digest: "x" }))).toEqual([]);
});
