// A key in an address: refused, not sent back, not written down.
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import type { ApiParts } from "../../../src/api/parts.ts";
import { openLog } from "../../../src/cli/terminal/log.ts";
import { noDatabases, startWire } from "./wire-for-test.ts";

const value = "S3CRETvalue0123456789";

test.each([
  `/v1/batches?key=${value}`,
  `/v1/batches?api_key=${value}`,
  `/v1/batches?apiKey=${value}`,
  `/v1/batches?limit=1&API-KEY=${value}`,
  `/v1/batches?api%5Fkey=${value}`,
  `/v1/batches?token[]=${value}`,
  `/v1/batches?access_token=${value}`,
  `/v1/batches?password=${value}`,
  `/v1/batches?authorization=Bearer+${value}`,
  `/v1/batches?called=bp_${value}`,
  `/v1/batches?called=%62p_${value}`,
  `/nowhere?key=${value}`,
  `/v1/batches/%zz?key=${value}`,
  `/welcome?token=${value}&key=${value}`,
  `/welcome?token=${value}&token=${value}`,
  `/welcome/more?token=${value}`,
])("%s", async (path) => {
  const stream = new PassThrough();
  const logged = text(stream);
  const logger = openLog({ verbose: true, forPeople: false, to: stream });
  {
    await using service = await startWire({ logger });
    for (const accept of ["application/json", "text/html"]) {
      const answer = await service.ask({ path, headers: { accept } });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer)).not.toContain(value);
      if (accept === "application/json" && !path.includes("%zz")) {
        expect(answer.code).toBe("CREDENTIAL_IN_URL");
      }
    }
  }
  stream.end();
  expect(await logged).not.toContain(value);
});

test("the link of a new person is the exception, and not sent back either", async () => {
  const access = { ...noDatabases.access, founding: { offered: async () => undefined } };
  await using service = await startWire({ parts: { access } as unknown as ApiParts });
  const answer = await service.ask({ path: `/welcome?token=${value}` });
  expect(answer.status).toBe(410);
  expect(answer.text).not.toContain(value);
});

test("a key in the path is not sent back", async () => {
  await using service = await startWire();
  const { status, text: said } = await service.ask({ path: `/v1/bp_${value}` });
  expect(status).toBe(404);
  expect(said).not.toContain(value);
});

test("words that only look alike are let be", async () => {
  await using service = await startWire();
  const { code } = await service.ask({ path: "/nowhere?monkey=1&keyboard=2&from=starch:bp_1" });
  expect(code).toBe("NO_SUCH_RESOURCE");
});
