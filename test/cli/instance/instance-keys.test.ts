// A store that others write to besides: their events are no reason to miss keys, ours are.
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { received } from "../../api/plant-for-test.ts";
import { startService } from "../../api/service-for-test.ts";
import { events, nodeForTest } from "../../eventstore/embedded/node-for-test.ts";

test("keys are made beside events of others only, and missed beside ours", async () => {
  const { node, client, directory } = await nodeForTest({ port: 0 });
  onTestFinished(async () => {
    await client.dispose();
    await node.stop();
    await rm(directory, { recursive: true });
  });
  await client.appendToStream("orders-1", events(3));
  const environment = { EVENTSTORE_URL: `esdb://${node.endpoint}?tls=false` };
  const service = await startService({ environment });
  onTestFinished(() => service[Symbol.asyncDispose]());
  const { keys } = service.instance.stores.folder;
  // The one that signs is made with the other: from the first event on it can only be lost.
  expect(await readdir(join(keys, "signing"))).toContain("log.pem");
  const command = { commandId: crypto.randomUUID(), data: received("one") };
  const lot = crypto.randomUUID();
  const { status } = await service.post(`/v1/lots/${lot}/receive-material-lot`, command);
  expect(status).toBe(200);
  // Another data folder, and so other keys.
  await expect(startService({ environment })).rejects.toMatchObject({ code: "INSTANCE_KEY_LOST" });
});
