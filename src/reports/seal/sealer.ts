// The organisation's seal for evaluation: a root and a seal certificate that the program issues to
// itself on first use. It shows that a file was not changed since; it proves no identity, and says
// EVALUATION in every place where a reader could think otherwise.
import { createHash, createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { ReportFault } from "../fault.ts";
import { EVALUATION, issueCertificate, type Subject } from "./certificate.ts";

export interface KeyStore {
  get(name: string): Promise<Uint8Array | undefined>;
  /** May leave a value that is there already; the store's value is read again afterwards. */
  put(name: string, bytes: Uint8Array): Promise<unknown>;
}

export interface SealerOptions {
  readonly organisation: string;
  readonly now: () => Date;
}

export interface Sealer {
  readonly organisation: string;
  /** DER: the seal's certificate, then the root. */
  readonly chain: readonly Uint8Array[];
  /** SHA-256 of the seal's certificate, hex. */
  readonly certificateDigest: string;
  readonly now: () => Date;
  /** ECDSA with SHA-256, DER. */
  sign(bytes: Uint8Array): Uint8Array;
}

/** The same organisation gets the same keys each time. Throws SEAL_KEYS_UNREADABLE. */
export async function openSealer(keyStore: KeyStore, options: SealerOptions): Promise<Sealer> {
  const { organisation, now } = options;
  const name = keyName(organisation);
  let stored = await keyStore.get(name);
  if (!stored) {
    await keyStore.put(name, Buffer.from(JSON.stringify(issue(organisation, now()))));
    stored = await keyStore.get(name);
  }
  const { root, certificate, key } = readKeys(stored, name);
  return {
    organisation,
    chain: [certificate, root],
    certificateDigest: createHash("sha256").update(certificate).digest("hex"),
    now,
    sign: (bytes) => sign("sha256", bytes, key),
  };
}

/** Root, certificate and key are one value: a crash leaves all or none. */
interface StoredKeys {
  readonly root: string;
  readonly certificate: string;
  readonly key: string;
}

const keyName = (organisation: string): string =>
  `seal/evaluation-${createHash("sha256").update(organisation).digest("hex").slice(0, 16)}.json`;

const YEARS = 20;

/** The root's private key is not kept: it issues this one certificate and no other. */
function issue(organisation: string, at: Date): StoredKeys {
  const root = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const seal = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const issuer: Subject = { commonName: `${EVALUATION} root, self-issued`, organisation };
  const notBefore = new Date(Math.floor(at.getTime() / 1000) * 1000);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + YEARS);
  const common = {
    issuer,
    issuerKey: root.privateKey,
    issuerPublicKey: root.publicKey,
    notBefore,
    notAfter,
  };
  const subject: Subject = { commonName: `${EVALUATION} seal`, organisation };
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  return {
    root: base64(
      issueCertificate({
        ...common,
        subject: issuer,
        publicKey: root.publicKey,
        role: "authority",
      }),
    ),
    certificate: base64(
      issueCertificate({ ...common, subject, publicKey: seal.publicKey, role: "seal" }),
    ),
    key: base64(seal.privateKey.export({ type: "pkcs8", format: "der" })),
  };
}

function readKeys(stored: Uint8Array | undefined, name: string) {
  try {
    const { root, certificate, key }: StoredKeys = JSON.parse(Buffer.from(stored ?? []).toString());
    const privateKey = createPrivateKey({
      key: Buffer.from(key, "base64"),
      type: "pkcs8",
      format: "der",
    });
    return {
      root: Buffer.from(root, "base64"),
      certificate: Buffer.from(certificate, "base64"),
      key: privateKey,
    };
  } catch (cause) {
    throw new ReportFault("SEAL_KEYS_UNREADABLE", {
      what: "The seal's keys cannot be read.",
      where: `key ${name}`,
      remedy: "Restore it from the backup; or move it away, and new keys are made.",
      cause,
    });
  }
}
