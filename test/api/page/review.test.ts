// Review by exception as a page: what was flagged, what was not evaluated, and marks by a form.
import { afterAll, beforeAll, expect, test } from "vitest";
import { establishPeople, type People, type Somebody } from "../people-for-test.ts";
import { playBatch } from "../plant-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { browserOf, hiddenIn } from "./form-for-test.ts";

let service: ServiceForTest;
let people: People;
let rita: Somebody;
const at = "/batches/B1/review";
beforeAll(async () => {
  service = await startService();
  await playBatch(service, "B1");
  await service.give("/v1/batches/B1/add-comment", { text: "The room was <b>warm</b>" });
  await service.give("/v1/batches/B1/complete-batch", {});
  people = await establishPeople(service);
  rita = await people.person("rita", { role: "qaReviewer" });
});
afterAll(() => service[Symbol.asyncDispose]());

const pageOf = async (username: string, role: string) => {
  const { cookie } = await people.person(username, { role });
  return browserOf(service.address, cookie);
};
const marks = async (): Promise<number> => {
  const { exceptions } = (await rita.get("/v1/batches/B1/review")).body;
  return exceptions.flatMap(({ marks }: { marks: unknown[] }) => marks).length;
};

test("says what was flagged, not evaluated, and not flagged, the rest collapsed", async () => {
  const reviewer = browserOf(service.address, rita.cookie);
  const { status, text } = await reviewer.visit(at);
  expect(status).toBe(200);
  for (const heading of ["Exceptions", "Not evaluated", "Not flagged", "Coverage"]) {
    expect(text).toContain(`>${heading}</h2>`);
  }
  expect(text).toContain("No rule of the set");
  expect(text).toContain("The room was &lt;b&gt;warm&lt;/b&gt;");
  // What was not flagged is one step away.
  expect(text).not.toContain('id="section"');
  const section = await reviewer.visit(`${at}?section=2#section`);
  expect(section.text).toContain(
    '<h3 id="section">Section 2 Product and batch identity: 3 entries',
  );
  expect(section.text).toMatch(/not flagged<span class="note">not evaluated, no rule:/);
  expect((await reviewer.visit(`${at}?page=99&section=2&sectionPage=9`)).status).toBe(200);
  expect((await reviewer.visit(`${at}?page=x`)).status).toBe(400);
  expect((await reviewer.visit("/batches/none/review")).status).toBe(404);
});

test("a mark is made, once for the same words, and refused without a reason", async () => {
  const reviewer = await pageOf("rosa", "qaReviewer");
  const { text } = await reviewer.visit(at);
  const mark = {
    eventId: hiddenIn(text, "eventId"),
    ruleKeys: hiddenIn(text, "ruleKeys"),
    judgement: "justified",
    text: " Seen and within what is allowed ",
  };
  const none = await reviewer.fill(`${at}/marks`, { ...mark, text: " " });
  expect(none.status).toBe(422);
  expect(none.text).toContain("The mark was not made.");
  const words = "Looked up in <deviation> 7";
  const far = { ...mark, judgement: "needsDeviation", text: words, deviationId: "d-none" };
  const kept = await reviewer.fill(`${at}/marks`, far);
  expect(kept.status).toBe(409);
  expect(kept.text).toContain("The mark was not made. The deviation is not about the batch.");
  expect(kept.text).toContain('value="Looked up in &lt;deviation&gt; 7" autofocus');
  expect(kept.text).toContain('<option value="needsDeviation" selected>');
  expect(kept.text).toContain('value="d-none"');
  expect(await marks()).toBe(0);
  for (const time of ["first", "again"]) {
    const marked = await reviewer.fill(`${at}/marks`, mark);
    expect(marked.to, time).toBe(`${at}?told=marked`);
  }
  const shown = await reviewer.follow(await reviewer.fill(`${at}/marks`, mark));
  expect(shown.text).toContain("Your mark is kept with the record.");
  expect(shown.text).toContain("justified: Seen and within what is allowed");
  expect(await marks()).toBe(1);
});

test("nobody marks without the right, nor from another site", async () => {
  const operator = await pageOf("otto", "operator");
  const seen = await operator.visit(at);
  expect(seen.text).toContain("You make no marks here: you do not have the right");
  expect(seen.text).not.toContain('name="judgement"');
  const { text } = await browserOf(service.address, rita.cookie).visit(at);
  const mark = {
    eventId: hiddenIn(text, "eventId"),
    ruleKeys: hiddenIn(text, "ruleKeys"),
    judgement: "justified",
    text: "I say so",
  };
  expect((await operator.fill(`${at}/marks`, mark)).status).toBe(403);
  const reviewer = await pageOf("rina", "qaReviewer");
  const elsewhere = { "sec-fetch-site": "cross-site", origin: "https://example.com" };
  expect((await reviewer.fill(`${at}/marks`, mark, elsewhere)).status).toBe(403);
  expect(await marks()).toBe(1);
});
