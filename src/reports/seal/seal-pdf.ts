// Puts the organisation's seal on a finished PDF: one revision is appended that fills the seal's
// field, signed as PAdES B-B over every byte of the file but the signature (ETSI EN 319 142-1).
import { createHash, type Hash } from "node:crypto";
import { copyFile, open, rename, rm } from "node:fs/promises";
import { ReportFault } from "../fault.ts";
import { type ByteSource, bytesSource, fileSource } from "../pdf-syntax/byte-source.ts";
import { Increment } from "../pdf-syntax/increment.ts";
import { PdfReader } from "../pdf-syntax/reader.ts";
import { dateString, textString } from "../render/pdf/file/syntax.ts";
import { sealAppearance } from "./appearance.ts";
import { cades, signedAttributes } from "./cades.ts";
import { findSealField } from "./seal-field.ts";
import type { Sealer } from "./sealer.ts";

/** Room for the signature, in bytes: ten times what this one takes, for longer chains to come. */
const ROOM = 16_384;
const NUMBER_WIDTH = 10;

/**
 * Seals bytes and answers the sealed bytes, or seals a file in its place: it is replaced at once or
 * not at all. Throws SEAL_FIELD_MISSING, ALREADY_SEALED, PDF_MALFORMED.
 */
export async function sealPdf(pdf: Uint8Array, sealer: Sealer): Promise<Uint8Array>;
export async function sealPdf(path: string, sealer: Sealer): Promise<undefined>;
export async function sealPdf(
  pdf: Uint8Array | string,
  sealer: Sealer,
): Promise<Uint8Array | undefined> {
  const source = typeof pdf === "string" ? fileSource(pdf) : bytesSource(pdf);
  try {
    const revision = sealingRevision(source, sealer);
    if (typeof pdf !== "string") return Buffer.concat([pdf, revision]);
    await appendWhole(pdf, revision);
    return undefined;
  } finally {
    source.close();
  }
}

function sealingRevision(source: ByteSource, sealer: Sealer): Buffer {
  const reader = new PdfReader(source);
  const { field, dictionary, size } = findSealField(reader);
  if (dictionary.has("V")) {
    throw new ReportFault("ALREADY_SEALED", {
      what: "The file has been sealed before.",
      where: "field seal",
      remedy: "Render it anew to seal it anew.",
    });
  }
  const { organisation, certificateDigest } = sealer;
  const at = sealer.now();
  const increment = new Increment(reader);
  const appearance = sealAppearance(increment, { organisation, certificateDigest, at }, size);
  const signature = increment.reserve();
  increment.put(
    field,
    new Map([...dictionary, ["V", signature], ["AP", new Map([["N", appearance]])]]),
  );
  const head =
    "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached" +
    `/Name ${textString(organisation)}` +
    `/Reason ${textString(REASON)}/M ${dateString(at)}/ByteRange[`;
  const range = " ".repeat(RANGE_WIDTH);
  const middle = `${head}${range}]/Contents`;
  const textAt = increment.putRaw(signature, `${middle}<${"0".repeat(2 * ROOM)}>>>`);
  const gapAt = textAt + middle.length;
  return completed(source, increment.finish(), { rangeAt: textAt + head.length, gapAt }, sealer);
}

export const REASON = "Sealed by the organisation, not signed by a person. EVALUATION.";

const RANGE_WIDTH = 2 + 3 * (NUMBER_WIDTH + 1) - 1;

/** Fills in the byte range, then the signature, at the places that were left for them. */
function completed(
  source: ByteSource,
  revision: Buffer,
  { rangeAt, gapAt }: { rangeAt: number; gapAt: number },
  sealer: Sealer,
): Buffer {
  const base = source.size;
  const gapEnd = gapAt + 2 * ROOM + 2;
  const rest = base + revision.length - gapEnd;
  const range = [gapAt, gapEnd, rest].map((value) => String(value).padStart(NUMBER_WIDTH, "0"));
  revision.write(`0 ${range.join(" ")}`, rangeAt - base, "latin1");
  const hash = hashOf(source);
  hash.update(revision.subarray(0, gapAt - base)).update(revision.subarray(gapEnd - base));
  const digest = hash.digest();
  const { chain } = sealer;
  const signature = sealer.sign(signedAttributes({ chain, digest }));
  const bytes = cades({ chain, digest, signature });
  if (bytes.length > ROOM) {
    throw new ReportFault("SEAL_TOO_LARGE", {
      what: `The signature takes ${bytes.length} bytes, ${ROOM} were left for it.`,
      where: "Contents",
      remedy: "Seal with a shorter chain of certificates.",
    });
  }
  revision.write(bytes.toString("hex"), gapAt - base + 1, "latin1");
  return revision;
}

function hashOf(source: ByteSource): Hash {
  const hash = createHash("sha256");
  const step = 1 << 20;
  for (let at = 0; at < source.size; at += step) hash.update(source.read(at, step));
  return hash;
}

/** A crash leaves the unsealed file as it was; the copy shares its blocks where the disk can. */
async function appendWhole(path: string, revision: Buffer): Promise<void> {
  const draft = `${path}.sealing`;
  try {
    await copyFile(path, draft);
    const file = await open(draft, "a");
    try {
      await file.appendFile(revision);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (fault) {
    await rm(draft, { force: true });
    throw fault;
  }
}
