// The page of a review in a real browser, wide and narrow.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nobody } from "../../../src/cli/instance/session.ts";
import { addComment } from "../../../src/domain/batch/lifecycle/commands.ts";
import { isBrowserHere } from "../../access/browser-for-test.ts";
import { playBatch } from "../plant-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { faultsOfPage, openBrowser } from "./real-browser-for-test.ts";

describe.runIf(isBrowserHere())("with a browser", () => {
  let service: ServiceForTest;
  beforeAll(async () => {
    service = await startService();
    await playBatch(service, "B1");
    await service.give("/v1/batches/B1/add-comment", { text: "The room was warm" });
  });
  afterAll(() => service?.[Symbol.asyncDispose]());

  test.each([1280, 400])("it is read and opened by keyboard, %i px wide", async (width) => {
    await using browser = await openBrowser({ width, height: 900 });
    const { page, faults } = browser;
    await page.goto(`${service.address}/batches/B1/review`);
    expect(await page.evaluate(faultsOfPage)).toEqual([]);
    expect(await page.getByRole("table", { name: /^Entries that a rule flagged/ }).count()).toBe(1);
    const section = page.getByRole("link", { name: "2 Product and batch identity" }).last();
    await section.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/section=2/);
    expect(await page.getByRole("table", { name: /^Section 2 / }).count()).toBe(1);
    expect(await page.evaluate(faultsOfPage)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test("a record of 10,000 entries is turned page by page", { timeout: 280_000 }, async () => {
    const { handler, settings } = service.instance;
    const add = (id: string, n: number) => {
      const call = { commandId: randomUUID(), id, data: { text: `Seen at ${n}` } };
      return handler.execute(addComment, call, nobody(settings));
    };
    for (let n = 0; n < 10_000; n += 1) await add("B1", n);
    await service.give("/v1/batches/B1/add-comment", { text: "The last one" });
    await using browser = await openBrowser({ width: 1280, height: 900 });
    const { page } = browser;
    const open = async (path: string) => {
      const began = performance.now();
      await page.goto(`${service.address}${path}`);
      expect(await page.locator("tr").count()).toBeLessThan(500);
      expect(performance.now() - began).toBeLessThan(5_000);
    };
    await open("/batches/B1/review");
    expect(await page.getByText(/Exceptions: \d+, 1000\d of them\s+open/).count()).toBe(1);
    await page.getByRole("link", { name: "Later exceptions" }).click();
    await page.waitForURL(/page=2/);
    expect(await page.getByText("Page 2 of 201.").count()).toBe(1);
    await open("/batches/B1/review?section=23&sectionPage=51#section");
    expect(await page.getByText("The last one").count()).toBeGreaterThan(0);
    expect(await page.evaluate(faultsOfPage)).toEqual([]);
  });
});
