// Secrets everywhere that a request can bring them, a log that says all it can, and none in it.
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { told } from "../../src/cli/terminal/fault.ts";
import { openLog } from "../../src/cli/terminal/log.ts";
import { json, startWire } from "../api/wire/wire-for-test.ts";

const secret = "S3CRETvalue0123456789";
// Put together, so that no line here looks like a secret that was left behind.
const address = (scheme: string) => `${scheme}://me:${secret}${"@"}db.example/x`;

test("nothing of a request's secrets is logged, with --verbose either", async () => {
  const stream = new PassThrough();
  const logged = text(stream);
  const logger = openLog({ verbose: true, forPeople: false, to: stream });
  {
    await using service = await startWire({
      logger,
      wire: { trustedProxies: ["127.0.0.1"] },
      routes(app) {
        app.post("/test/all", async (request) => {
          const { headers, body, url, query } = request;
          request.log.debug({ headers, body, url, query }, `seen ${url}`);
          request.log.info({ request: { headers, body }, deep: { more: { body } } });
          request.log.debug(headers);
          throw Object.assign(new Error(`${address("postgres")} does not answer`), {
            connectionString: address("postgres"),
            config: { headers },
          });
        });
      },
    });
    const headers = {
      ...json,
      authorization: `Basic ${secret}`,
      "x-api-key": secret,
      "x-forwarded-proto": "https",
      "x-other": `Bearer ${secret}`,
      "x-cookie": `a=b; batchproof-session=${secret}`,
    };
    const body = JSON.stringify({
      password: secret,
      token: secret,
      clientSecret: secret,
      key: secret,
      url: address("esdb"),
      text: `bp_${secret} and access_token=${secret}`,
    });
    const sent = { method: "POST", headers, body };
    expect((await service.ask({ ...sent, path: "/test/all" })).status).toBe(500);
    const cookie = `__Host-batchproof-session=${secret}`;
    const from = { "sec-fetch-site": "same-origin" };
    for (const path of ["/test/all", "/test/all?other=1", "/nowhere"]) {
      await service.ask({ ...sent, path, headers: { ...json, cookie, ...from } });
    }
    for (const name of ["key", "token", "password", "x=bp_1&api_key"]) {
      await service.ask({ ...sent, path: `/test/all?${name}=${secret}` });
    }
    await service.ask({ path: `/welcome?token=${secret}` });
    await service.ask({ path: `/test/all%zz?token=${secret}` });
  }
  stream.end();
  const lines = (await logged).trim().split("\n");
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) {
    expect(line).not.toContain(secret);
    expect(() => JSON.parse(line)).not.toThrow();
  }
});

test.each([
  ["an address", address("esdb+discover")],
  ["a password with its own @", address("postgres").replace(secret, `p@${secret}`)],
  ["a token", `it said Bearer ${secret}.`],
  ["a key of ours", `bp_${secret}`],
  ["a parameter", `https://id.example/callback?code=${secret}&state=1`],
  ["a private key", `-----BEGIN ${"PRIVATE"} KEY-----\n${secret}\n`],
])("what ends the program tells no secret: %s", (_, message) => {
  for (const json of [true, false]) {
    const { text: said } = told(new Error(message), { json, verbose: true });
    expect(said).not.toContain(secret);
  }
});
