// The page of a review in a real browser, wide and narrow.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
    const summary = page.locator("summary").first();
    await summary.focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("details[open]").count()).toBe(1);
    expect(await page.getByRole("table", { name: "Entries that a rule flagged" }).count()).toBe(1);
    expect(await page.evaluate(faultsOfPage)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
