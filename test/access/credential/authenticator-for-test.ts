// An authenticator in a few lines, ES256 without attestation, so that each part of an answer can
// be made wrong. Web Authentication, 6.1 (authenticator data) and 5.8.1 (client data).
import { Buffer } from "node:buffer";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

export interface Circumstances {
  readonly challenge: string;
  readonly origin: string;
  readonly rpId: string;
  readonly counter?: number;
  /** UP 0x01, UV 0x04, backup eligible 0x08, backed up 0x10. */
  readonly flags?: number;
  /** Put over those of the client data. */
  readonly client?: Readonly<Record<string, unknown>>;
}

export function createAuthenticator() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const rawId = randomBytes(32);
  const id = rawId.toString("base64url");
  const part = (text: string) =>
    Buffer.concat([Buffer.of(0x58, 32), Buffer.from(text, "base64url")]);
  // COSE, in CBOR: { 1: 2, 3: -7, -1: 1, -2: x, -3: y }.
  const head = Buffer.from("a5010203262001", "hex");
  const cose = Buffer.concat([head, Buffer.of(0x21), part(x), Buffer.of(0x22), part(y)]);
  const answer = (response: Readonly<Record<string, string>>) => {
    const same = { id, rawId: id, type: "public-key", clientExtensionResults: {} };
    return { ...same, response };
  };

  return {
    create(at: Circumstances) {
      const length = Buffer.of(0, rawId.length);
      const credential = Buffer.concat([Buffer.alloc(16), length, rawId, cose]);
      const data = Buffer.concat([authenticatorData(at, 0x40), credential]);
      // { "fmt": "none", "attStmt": {}, "authData": data }, in CBOR.
      const before = Buffer.from(
        "a363666d74646e6f6e656761747453746d74a068617574684461746158",
        "hex",
      );
      const attestation = Buffer.concat([before, Buffer.of(data.length), data]);
      return answer({
        clientDataJSON: clientData("webauthn.create", at).toString("base64url"),
        attestationObject: attestation.toString("base64url"),
      });
    },
    get(at: Circumstances) {
      const data = authenticatorData(at, 0);
      const client = clientData("webauthn.get", at);
      const signature = sign("sha256", Buffer.concat([data, sha256(client)]), privateKey);
      return answer({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: signature.toString("base64url"),
      });
    },
  };
}

function authenticatorData({ rpId, flags = 0x05, counter = 0 }: Circumstances, more: number) {
  const end = Buffer.alloc(5);
  end.writeUInt8(flags | more, 0);
  end.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(rpId), end]);
}

const clientData = (type: string, { challenge, origin, client }: Circumstances) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...client }));

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest();
