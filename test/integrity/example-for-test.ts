// The log of docs/proofs.md: three events, a key that everybody knows, and the proof of the second.
import { createPrivateKey } from "node:crypto";
import { signCheckpoint } from "../../src/integrity/checkpoint.ts";
import { entryBytes, entryHash } from "../../src/integrity/entry.ts";
import { printBundleHead } from "../../src/integrity/evidence/proof-bundle.ts";
import { signVerification } from "../../src/integrity/evidence/verification.ts";
import { signHandOver } from "../../src/integrity/hand-over.ts";
import { printKey, printNote, publicKeyOf } from "../../src/integrity/note.ts";
import { printInclusion, printProof } from "../../src/integrity/tlog-proof.ts";
import { leafHash } from "../../src/integrity/tree/merkle.ts";
import { inclusionProof, rootOf } from "../../src/integrity/tree/proof.ts";
import { treeOf } from "./tree/tree-for-test.ts";

// RFC 8410, section 7: a private key of Ed25519 is these bytes and its seed; here 32 times 0x01.
const derOfSeed = Buffer.from("302e020100300506032b657004220420", "hex");
const name = "plant.example/log";
const signerOf = (seed: number) => {
  const der = Buffer.concat([derOfSeed, Buffer.alloc(32, seed)]);
  const privateKey = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  return { name, type: "ed25519", publicKey: publicKeyOf(privateKey), privateKey } as const;
};
const signer = signerOf(1);

const event = (revision: number, data: string) => ({
  stream: "batch-171",
  revision,
  id: `00000000-0000-8000-8000-00000000000${revision}`,
  type: "CommentAdded",
  contentType: "application/json",
  data: Buffer.from(data),
  metadata: Buffer.from('{"site":"site-1","mac":"AAAA"}'),
});
const events = [event(0, '{"text":"one"}'), event(1, '{"text":"two"}'), event(2, "{}")];

const { read } = treeOf(events.map(entryHash));
const head = { origin: name, size: 3, root: rootOf(3, read) };
const checkpoint = signCheckpoint(head, signer);
const [, second, third] = events;
if (!second || !third) throw new Error("three");
const inclusion = (index: number, extra: Buffer) =>
  printInclusion({ index, path: inclusionProof(index, 3, read), extra });
const about = { kind: "batch", id: "171" };
const report = signVerification(
  {
    ...head,
    from: 0,
    checkpoints: 1,
    readModels: { genealogy: { asOf: 3, digest: "ab".repeat(32) } },
    at: "2026-11-20T08:00:00.000Z",
    program: "0.1.0",
  },
  signer,
);
const entry = entryBytes(second);

/** Each as the page prints it. */
export const example = {
  key: printKey(signer),
  entryHex: entry.toString("hex"),
  entryHash: entryHash(second).toString("hex"),
  leafHash: leafHash(entryHash(second)).toString("hex"),
  root: head.root.toString("hex"),
  checkpoint: printNote(checkpoint.note),
  handOver: printNote(signHandOver(head, signer, signerOf(2)).note),
  proof: printProof({ index: 1, path: inclusionProof(1, 3, read), checkpoint, extra: entry }),
  bundle: [
    printBundleHead({ about, events: 2, checkpoint }),
    inclusion(1, entry),
    inclusion(2, entryBytes(third)),
  ].join(""),
  report: printNote(report.note),
};
