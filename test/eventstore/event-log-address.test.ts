// Reaching a store by connection string: the same client, credentials and discovery for appends and
// for reads by stubs.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharedPb from "@eventstore/db-client/generated/shared_pb.js";
import streamsGrpc from "@eventstore/db-client/generated/streams_grpc_pb.js";
import streamsPb from "@eventstore/db-client/generated/streams_pb.js";
import {
  Server,
  ServerCredentials,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { expect, onTestFinished, test } from "vitest";
import { startEmbeddedNode } from "../../src/eventstore/embedded/supervisor.ts";
import { openEventLog } from "../../src/eventstore/event-log.ts";
import { collect, counted, faultOf, numbers } from "./event-log-for-test.ts";

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "log-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

test.each(["esdb", "esdb+discover"])("by %s:// and port", async (scheme) => {
  const directory = await folder();
  const node = await startEmbeddedNode({
    directory,
    host: "127.0.0.1",
    synchronous: "NORMAL",
    logger: { info: () => {}, error: () => {} },
  });
  onTestFinished(() => node.stop());
  const log = await openEventLog({ url: `${scheme}://${node.endpoint}?tls=false` });
  onTestFinished(() => log.close());
  await log.append("lot-1", [counted(0)], "no_stream");
  node.kill();
  await log.append("lot-1", [counted(1)], 0);
  expect(numbers(await collect(log.readAll()))).toEqual([0, 1]);
  expect((await log.readBytes("lot-1", 1))?.revision).toBe(1);
});

test("credentials go with every call over TLS, and a refusal is told at once", async () => {
  const directory = await folder();
  const { certificate, key } = await selfSigned();
  const tlsCAFile = join(directory, "ca.pem");
  await writeFile(tlsCAFile, certificate);
  const seen: unknown[] = [];
  const denied = { code: status.PERMISSION_DENIED, details: "no" };
  const port = await serve(
    {
      read: (call: Call) => {
        seen.push(call.metadata.get("authorization")[0]);
        call.emit("error", denied);
      },
      batchAppend: (call: Call) => {
        seen.push(call.metadata.get("authorization")[0]);
        call.emit("error", denied);
      },
    },
    ServerCredentials.createSsl(null, [
      { private_key: Buffer.from(key), cert_chain: Buffer.from(certificate) },
    ]),
  );
  const credentials = "mary:p%40ss";
  const options = `tls=true&tlsCAFile=${encodeURIComponent(tlsCAFile)}`;
  const log = await openEventLog({ url: `esdb://${credentials}@localhost:${port}?${options}` });
  onTestFinished(() => log.close());
  const code = "ACCESS_DENIED";
  expect(await faultOf(collect(log.readAll()))).toMatchObject({ code });
  expect(await faultOf(log.readBytes("lot-1", 0))).toMatchObject({ code });
  expect(await faultOf(log.append("lot-1", [counted(0)], "any"))).toMatchObject({ code });
  const { signal } = new AbortController();
  expect(await faultOf(collect(log.follow({ signal })))).toMatchObject({ code });
  const expected = `Basic ${Buffer.from("mary:p@ss").toString("base64")}`;
  expect(seen).toEqual([expected, expected, expected, expected]);
});

test("appends go on in a new call where theirs was broken off", async () => {
  let calls = 0;
  const port = await serve(
    {
      read: (call: Call) => call.emit("error", { code: status.UNIMPLEMENTED }),
      batchAppend: (call: Call) => {
        calls += 1;
        const isFirst = calls === 1;
        call.on("data", (request: InstanceType<typeof streamsPb.BatchAppendReq>) => {
          if (isFirst) call.emit("error", { code: status.INTERNAL, details: "RST_STREAM" });
          else call.write(accepted(request));
        });
      },
    },
    ServerCredentials.createInsecure(),
  );
  const log = await openEventLog({ endpoint: `localhost:${port}` });
  onTestFinished(() => log.close());
  const appends = Array.from({ length: 5 }, (_, n) => log.append(`lot-${n}`, [counted(n)], "any"));
  expect(await Promise.all(appends)).toEqual(Array(5).fill({ revision: 0 }));
  expect(calls).toBe(2);
  const code = "EVENT_STORE_REFUSED";
  expect(await faultOf(collect(log.readAll()))).toMatchObject({ code });
});

test("an answer that is none ends the call, and is not waited for", async () => {
  let calls = 0;
  const port = await serve(
    {
      read: () => {},
      batchAppend: (call: Call) => {
        calls += 1;
        const isFirst = calls === 1;
        call.on("data", (request: InstanceType<typeof streamsPb.BatchAppendReq>) =>
          call.write(isFirst ? new streamsPb.BatchAppendResp() : accepted(request)),
        );
      },
    },
    ServerCredentials.createInsecure(),
  );
  const log = await openEventLog({ endpoint: `localhost:${port}` });
  onTestFinished(() => log.close());
  expect(await log.append("lot-1", [counted(1)], "any")).toEqual({ revision: 0 });
  expect(calls).toBe(2);
});

test("a server that tells no features is read and appended to by the protocol alone", async () => {
  const recorded = new streamsPb.ReadResp.ReadEvent.RecordedEvent()
    .setId(new sharedPb.UUID().setString("0191d6a8-0000-7000-8000-000000000001"))
    .setStreamIdentifier(new sharedPb.StreamIdentifier().setStreamName(Buffer.from("lot-1")))
    .setCommitPosition("5")
    .setPreparePosition("5")
    .setData(Buffer.from('{"n":7}'));
  recorded.getMetadataMap().set("type", "Counted").set("content-type", "application/json");
  const deadlines: (Date | undefined)[] = [];
  const port = await serve(
    {
      read: (call: Call) => {
        const event = new streamsPb.ReadResp.ReadEvent().setEvent(recorded);
        call.write(new streamsPb.ReadResp().setEvent(event));
        call.end();
      },
      batchAppend: (call: Call) =>
        call.on("data", (request: InstanceType<typeof streamsPb.BatchAppendReq>) => {
          deadlines.push(request.getOptions()?.getDeadline()?.toDate());
          call.write(accepted(request));
        }),
    },
    ServerCredentials.createInsecure(),
  );
  const log = await openEventLog({ endpoint: `localhost:${port}` });
  onTestFinished(() => log.close());
  expect(await collect(log.readAll())).toMatchObject([{ stream: "lot-1", data: { n: 7 } }]);
  expect(await log.append("lot-1", [counted(1)], "any")).toEqual({ revision: 0 });
  expect(deadlines).toEqual([expect.any(Date)]);
});

/** As servers say it, with the id as two numbers. */
function accepted(request: InstanceType<typeof streamsPb.BatchAppendReq>) {
  const text = request.getCorrelationId()?.getString().replaceAll("-", "") ?? "";
  const half = (at: number) => BigInt.asIntN(64, BigInt(`0x${text.slice(at, at + 16)}`)).toString();
  const numbers = new sharedPb.UUID.Structured()
    .setMostSignificantBits(half(0))
    .setLeastSignificantBits(half(16));
  const success = new streamsPb.BatchAppendResp.Success().setCurrentRevision("0");
  return new streamsPb.BatchAppendResp()
    .setCorrelationId(new sharedPb.UUID().setStructured(numbers))
    .setSuccess(success);
}

type Call = import("@grpc/grpc-js").ServerDuplexStream<unknown, unknown>;

/**
 * A server of the protocol that does what a test says; for faults that the embedded node has not.
 */
async function serve(
  streams: { readonly read: unknown; readonly batchAppend: unknown },
  credentials: ServerCredentials,
): Promise<number> {
  const server = new Server();
  onTestFinished(() => server.forceShutdown());
  const none = () => {};
  const methods = { ...streams, append: none, delete: none, tombstone: none };
  server.addService(streamsGrpc.StreamsService, methods as UntypedServiceImplementation);
  return new Promise((resolve, reject) => {
    server.bindAsync("localhost:0", credentials, (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
}

async function selfSigned(): Promise<{ certificate: string; key: string }> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const name = new pkijs.AttributeTypeAndValue({
    type: "2.5.4.3",
    value: new asn1js.Utf8String({ value: "localhost" }),
  });
  const names = new pkijs.GeneralNames({
    names: [new pkijs.GeneralName({ type: 2, value: "localhost" })],
  });
  const certificate = new pkijs.Certificate({
    version: 2,
    serialNumber: new asn1js.Integer({ value: 1 }),
    extensions: [new pkijs.Extension({ extnID: "2.5.29.17", extnValue: names.toSchema().toBER() })],
  });
  certificate.issuer.typesAndValues.push(name);
  certificate.subject.typesAndValues.push(name);
  certificate.notBefore.value = new Date(Date.now() - 60_000);
  certificate.notAfter.value = new Date(Date.now() + 3_600_000);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(keys.privateKey, "SHA-256");
  return {
    certificate: pem("CERTIFICATE", certificate.toSchema().toBER()),
    key: pem("PRIVATE KEY", await crypto.subtle.exportKey("pkcs8", keys.privateKey)),
  };
}

const pem = (label: string, der: ArrayBuffer): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der).toString("base64")}\n-----END ${label}-----\n`;
