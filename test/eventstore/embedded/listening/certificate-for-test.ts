// A certificate for this machine's loopback names, made by openssl into a folder of the test's own.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface CertificateForTest {
  readonly certificateFile: string;
  readonly keyFile: string;
  remove(): void;
}

export function certificateForTest(): CertificateForTest {
  const folder = mkdtempSync(join(tmpdir(), "bp-tls-"));
  const certificateFile = join(folder, "node.crt");
  const keyFile = join(folder, "node.key");
  const names = "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1";
  const about = ["-days", "2", "-subj", "/CN=localhost", "-addext", names];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const files = ["-keyout", keyFile, "-out", certificateFile];
  execFileSync("openssl", ["req", "-x509", ...key, ...about, ...files], { stdio: "ignore" });
  return { certificateFile, keyFile, remove: () => rmSync(folder, { recursive: true }) };
}
