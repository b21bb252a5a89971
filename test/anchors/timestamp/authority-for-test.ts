// A time-stamping authority: the responder of OpenSSL behind HTTP on loopback.
import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";

const configuration = (folder: string) => `
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
[stamps]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[also_stamps]
extendedKeyUsage = critical,timeStamping,clientAuth
[loosely]
extendedKeyUsage = timeStamping
[tsa]
default_tsa = tsa_here
[tsa_here]
serial = ${folder}/serial
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
signer_digest = sha256
`;

export interface Certified {
  readonly certificate: string;
  readonly key: string;
}

export interface Authority extends AsyncDisposable {
  readonly url: string;
  readonly folder: string;
  /** PEM of the certificate that is trusted. */
  readonly root: string;
  readonly signer: Certified;
  /** Files of a certificate issued by the root. */
  certified(name: string, options?: Certifying): Certified;
  /** DER of the answer of OpenSSL. */
  reply(query: Uint8Array, signer?: Certified, options?: readonly string[]): Promise<Buffer>;
  /** DER of a token that says what it will, in the name of anybody: OpenSSL stamps with neither. */
  sign(info: Uint8Array, signer?: Certified): Buffer;
  /** How the next requests are answered; `reply` where nothing is set. */
  answer: ((query: Buffer, response: ServerResponse) => Promise<unknown>) | undefined;
  /** Requests so far. */
  readonly asked: number;
}

interface Certifying {
  readonly extensions?: string;
  readonly key?: readonly string[];
}

const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];

export async function startAuthority(): Promise<Authority> {
  const folder = mkdtempSync(join(tmpdir(), "batchproof-tsa-"));
  const at = (name: string) => join(folder, name);
  const config = at("openssl.cnf");
  writeFileSync(config, configuration(folder));
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "pipe" });
  const made = (name: string, key: readonly string[]) => [
    "-config",
    config,
    ...key,
    "-nodes",
    "-keyout",
    at(`${name}.key`),
    "-subj",
    `/CN=${name}`,
  ];
  const ca = ["-x509", "-extensions", "ca", "-days", "30", "-out", at("root.pem")];
  openssl("req", ...made("root", ec), ...ca);
  const certified: Authority["certified"] = (name, { extensions = "stamps", key = ec } = {}) => {
    openssl("req", "-new", ...made(name, key), "-out", at(`${name}.csr`));
    const issuer = ["-CA", at("root.pem"), "-CAkey", at("root.key"), "-CAcreateserial"];
    const what = ["-extfile", config, "-extensions", extensions, "-days", "10"];
    openssl(
      "x509",
      "-req",
      "-in",
      at(`${name}.csr`),
      ...issuer,
      ...what,
      "-out",
      at(`${name}.pem`),
    );
    return { certificate: at(`${name}.pem`), key: at(`${name}.key`) };
  };
  const signer = certified("tsa");
  let queries = 0;
  const reply: Authority["reply"] = async (query, by = signer, options = []) => {
    queries += 1;
    const file = at(`${queries}.tsq`);
    writeFileSync(file, query);
    const who = ["-signer", by.certificate, "-inkey", by.key];
    const args = ["ts", "-reply", "-config", config, "-queryfile", file, ...who, ...options];
    const run = promisify(execFile);
    return (await run("openssl", args, { encoding: "buffer" })).stdout;
  };
  const sign: Authority["sign"] = (info, by = signer) => {
    writeFileSync(at("info"), info);
    const who = ["-signer", by.certificate, "-inkey", by.key, "-md", "sha256", "-cades"];
    const what = ["-binary", "-nodetach", "-econtent_type", "id-smime-ct-TSTInfo"];
    return openssl("cms", "-sign", ...what, ...who, "-in", at("info"), "-outform", "DER");
  };
  const authority: { answer: Authority["answer"]; asked: number } = { answer: undefined, asked: 0 };
  const server = createServer(async (request, response) => {
    const query = await buffer(request);
    authority.asked += 1;
    if (authority.answer) return authority.answer(query, response);
    response.setHeader("content-type", "application/timestamp-reply");
    response.end(await reply(query));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(authority, {
    url: `http://127.0.0.1:${port}/tsa`,
    folder,
    root: readFileSync(at("root.pem"), "utf8"),
    signer,
    certified,
    reply,
    sign,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      rmSync(folder, { recursive: true });
    },
  });
}
