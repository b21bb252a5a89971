import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sealPdf } from "../../../src/reports/seal/seal-pdf.ts";
import { verifyPdf } from "../../../src/reports/verify/verify-pdf.ts";
import { folderForTests } from "../folder.ts";
import { memoryKeys, pdfBytes, sealedBytes, sealerOf, smallRecord } from "../sealed.ts";
import { run, testWith } from "../tool.ts";

const folder = folderForTests();
const at = (name: string) => join(folder, name);
const withPoppler = testWith("pdfsig", "poppler-utils");
const withQpdf = testWith("qpdf", "qpdf");
const withOpenssl = testWith("openssl", "openssl");

withPoppler(
  "pdfsig calls the seal valid, over the whole document, and names EVALUATION",
  async () => {
    writeFileSync(at("pdfsig.pdf"), await sealedBytes());
    const said = run("pdfsig", "-nocert", at("pdfsig.pdf"));
    expect(said).toContain("Signature is Valid");
    expect(said).toContain("Total document signed");
    expect(said).toContain("ETSI.CAdES.detached");
    expect(said).toContain("CN=EVALUATION seal,OU=EVALUATION,O=Zdravila Žužemberk d.d.");
  },
);

withPoppler("the page says sealed, not signed, by whom and when", async () => {
  writeFileSync(at("page.pdf"), await sealedBytes());
  const text = run("pdftotext", at("page.pdf"), "-");
  expect(text).toContain("Sealed, not signed");
  expect(text).toContain("EVALUATION: self-issued certificate, proves no identity");
  expect(text).toContain("2026-11-20 08:05:00 UTC");
  expect(text).not.toContain("Not sealed yet");
  for (const font of run("pdffonts", at("page.pdf")).split("\n").slice(2).filter(Boolean)) {
    expect(font).toMatch(/Identity-H +yes yes yes/);
  }
});

withOpenssl("openssl verifies the signature as CAdES, and the certificates strictly", async () => {
  const keys = memoryKeys();
  const sealer = await sealerOf("Žito, d.o.o. + Söhne", keys);
  const sealed = Buffer.from(await sealPdf(await pdfBytes(smallRecord()), sealer));
  const range = sealed.toString("latin1").match(/\/ByteRange\[0 0*(\d+) 0*(\d+) 0*(\d+)\]/)!;
  const [gap, end] = [Number(range[1]), Number(range[2])];
  const hex = sealed.toString("latin1", gap + 1, end - 1);
  writeFileSync(at("cms.der"), Buffer.from(hex, "hex"));
  writeFileSync(at("content"), Buffer.concat([sealed.subarray(0, gap), sealed.subarray(end)]));
  for (const [index, name] of ["leaf", "root"].entries()) {
    writeFileSync(at(`${name}.der`), sealer.chain[index]!);
    run("openssl", "x509", "-inform", "DER", "-in", at(`${name}.der`), "-out", at(`${name}.pem`));
  }
  const time = ["-attime", String(Date.parse("2026-11-21") / 1000)];
  const trusted = ["-CAfile", at("root.pem"), ...time];
  expect(run("openssl", "verify", "-x509_strict", ...trusted, at("leaf.pem"))).toContain("OK");
  const input = ["-inform", "DER", "-in", at("cms.der"), "-content", at("content"), "-binary"];
  run("openssl", "cms", "-verify", "-cades", ...input, ...trusted, "-out", at("nothing"));
  const shown = run("openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", at("cms.der"));
  expect(shown).toContain("id-smime-aa-signingCertificateV2");
  expect(shown).not.toContain("signingTime");
});

withQpdf("qpdf finds nothing wrong with a sealed file", async () => {
  writeFileSync(at("qpdf.pdf"), await sealedBytes());
  expect(run("qpdf", "--check", at("qpdf.pdf"))).toContain("No syntax or stream encoding errors");
});

test("sealing a file and sealing its bytes give the same signed content", async () => {
  const bytes = await pdfBytes(smallRecord());
  writeFileSync(at("file.pdf"), bytes);
  await sealPdf(at("file.pdf"), await sealerOf("A"));
  const sealed = readFileSync(at("file.pdf"));
  expect(sealed.subarray(0, bytes.length).equals(bytes)).toBe(true);
  expect(verifyPdf(sealed).valid).toBe(true);
});

test("an organisation keeps its keys; another gets others", async () => {
  const keys = memoryKeys();
  const first = await sealerOf("A", keys);
  expect((await sealerOf("A", keys)).certificateDigest).toBe(first.certificateDigest);
  expect((await sealerOf("B", keys)).certificateDigest).not.toBe(first.certificateDigest);
});

test("two that open at once for the first time get the same keys", async () => {
  const keys = memoryKeys();
  const sealers = await Promise.all([sealerOf("A", keys), sealerOf("A", keys)]);
  expect(sealers[0]!.certificateDigest).toBe(sealers[1]!.certificateDigest);
});

test("keys that cannot be read are not replaced", async () => {
  const keys = memoryKeys();
  await sealerOf("A", keys);
  for (const name of keys.kept.keys()) keys.kept.set(name, Buffer.from('{"root":"'));
  await expect(sealerOf("A", keys)).rejects.toMatchObject({ code: "SEAL_KEYS_UNREADABLE" });
});

test("a file is sealed once", async () => {
  const sealer = await sealerOf("A");
  const sealed = await sealPdf(await pdfBytes(smallRecord()), sealer);
  await expect(sealPdf(sealed, sealer)).rejects.toMatchObject({ code: "ALREADY_SEALED" });
});

test("without a place for it there is no seal, and the file stays as it is", async () => {
  const document = { ...smallRecord(), sections: [{ id: "s", title: "S", blocks: [] }] };
  const bytes = await pdfBytes(document);
  writeFileSync(at("none.pdf"), bytes);
  const sealer = await sealerOf("A");
  await expect(sealPdf(at("none.pdf"), sealer)).rejects.toMatchObject({
    code: "SEAL_FIELD_MISSING",
  });
  expect(readFileSync(at("none.pdf")).equals(bytes)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.endsWith(".sealing"))).toEqual([]);
});

test("half a file is not sealed", async () => {
  const bytes = await pdfBytes(smallRecord());
  writeFileSync(at("half.pdf"), bytes.subarray(0, bytes.length / 2));
  copyFileSync(at("half.pdf"), at("half-before.pdf"));
  const sealing = sealPdf(at("half.pdf"), await sealerOf("A"));
  await expect(sealing).rejects.toMatchObject({ code: "PDF_MALFORMED" });
  expect(readFileSync(at("half.pdf")).equals(readFileSync(at("half-before.pdf")))).toBe(true);
});
