// SIGKILL between the two appends of a command, and the repair.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finishOpenCommands } from "../../src/processes/finish-open-commands.ts";
import { type LogForTest, startLog } from "../event-log-for-test.ts";
import { type Plant, plantOn } from "./plant-for-test.ts";
import { doerOf, make, type Prepared, prepare, processNames } from "./requests-for-test.ts";

let running: LogForTest;
let plant: Plant;
beforeAll(async () => {
  running = await startLog();
  plant = plantOn(running.log);
});
afterAll(() => running[Symbol.asyncDispose]());

describe.each(processNames)("%s, killed between its halves", (name) => {
  test("is finished once, by the same commands, in the name of who began", async () => {
    const prepared = await prepare(plant, name);
    const before = await size();
    await killBetween(prepared);
    const half = await size();
    expect(half).toBeGreaterThan(before);

    expect(await finishOpenCommands(plant)).toBe(0);
    plant.wait();
    expect(await finishOpenCommands(plant)).toBe(1);
    const whole = await size();
    expect(whole).toBeGreaterThan(half);
    const last = (await Array.fromAsync(running.log.readAll())).at(-1);
    expect(last?.metadata).toMatchObject({
      actor: { kind: "service" },
      onBehalfOf: doerOf(name).actor.id,
      $correlationId: prepared.request.commandId,
    });

    plant.wait();
    expect(await finishOpenCommands(plant)).toBe(0);
    expect(await make(plantOn(running.log).handler, prepared)).toMatchObject({
      outcome: "accepted",
      repeated: true,
    });
    expect(await size()).toBe(whole);
  });
});

const size = async () => (await Array.fromAsync(running.log.readAll())).length;

async function killBetween(prepared: Prepared): Promise<void> {
  const program = join(import.meta.dirname, "stop-between-halves.ts");
  const { endpoint } = running.node;
  const args = [program, endpoint, String(plant.clock.at), JSON.stringify(prepared)];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(([code]) => [`ended with ${code}`]),
  ]);
  expect(String(said)).toBe("between\n");
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
}
