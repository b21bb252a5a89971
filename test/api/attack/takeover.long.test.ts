// One person alone who wants the account of another: by somebody made up who seconds them, by the
// way in that was meant for others, by a recovery of their own asking.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  accepted,
  establishPeople,
  loggedIn,
  ok,
  type People,
  passwordOf,
  type Somebody,
} from "../people-for-test.ts";
import { type ServiceForTest, startService } from "../service-for-test.ts";
import { because, given, grant, refused, verify } from "./attack-for-test.ts";

let service: ServiceForTest;
let people: People;
let security: Somebody;
beforeAll(async () => {
  service = await startService();
  people = await establishPeople(service);
  security = people.security;
});
afterAll(() => service[Symbol.asyncDispose]());

describe("nobody alone", () => {
  test("verifies themselves, nor whom they enrolled [P11-10g]", async () => {
    const nina = await people.person("nina", { role: "security", standing: false });
    const own = await nina.give(`/v1/people/${nina.id}/verify-identity`, verify);
    expect(own).toMatchObject(refused("SIGNATURE_POLICY_NOT_ACCEPTED"));
    await accepted(nina);
    const again = await nina.give(`/v1/people/${nina.id}/verify-identity`, verify);
    expect(again).toMatchObject(refused("IDENTITY_NOT_VERIFIED"));
    const enrolled = await people.admin.give(`/v1/people/${nina.id}/verify-identity`, verify);
    expect(enrolled).toMatchObject(refused("SECOND_PERSON_REQUIRED"));
  });

  test("makes somebody up to be the second person with [P11-100b] [P11-200a3]", async () => {
    const victim = await people.person("viktor", { role: "qaRelease" });
    // The administrator redeems what was sent to others, and acts as them.
    const puppet = (username: string, role: string) =>
      people.person(username, { role, standing: false }).then(accepted);
    const [guard, helper] = [
      await puppet("puppet", "security"),
      await puppet("puppet-two", "administrator"),
    ];
    const at = `/v1/people/${victim.id}`;
    ok(await people.admin.post(`${at}/request-recovery`, given({ reason: because })));
    const unknown = refused("IDENTITY_NOT_VERIFIED");
    expect(await guard.post(`${at}/approve-recovery`, given())).toMatchObject(unknown);
    const ghost = await people.person("ghost", { role: "qaRelease", standing: false });
    expect(await guard.give(`/v1/people/${ghost.id}/verify-identity`, verify)).toMatchObject(
      unknown,
    );
    const names = { username: "third", printedName: "A Third", initials: "AT" };
    const third = { ...names, account: "personal" };
    expect(await helper.give("/v1/people/third/enrol-person", third)).toMatchObject(unknown);
    for (const one of [guard, helper]) {
      const by = await people.admin.give(`/v1/people/${one.id}/verify-identity`, verify);
      expect(by).toMatchObject(refused("SECOND_PERSON_REQUIRED"));
    }
  });

  test("makes somebody up to produce, or to be the second person there [P11-100b]", async () => {
    for (const username of ["puppet-op", "puppet-check"]) {
      const one = await people.person(username, { role: "operator", standing: false });
      await accepted(one);
      expect((await one.get("/v1/batches")).status).toBe(200);
      const started = await one.give("/v1/batches/none/start-batch", {});
      expect(started).toMatchObject(refused("IDENTITY_NOT_VERIFIED"));
      const by = await people.admin.give(`/v1/people/${one.id}/verify-identity`, verify);
      expect(by).toMatchObject(refused("SECOND_PERSON_REQUIRED"));
    }
  });

  test("takes up the account of whom somebody verified before [P11-100b]", async () => {
    const [id, at] = ["early", "/v1/people/early"];
    const names = { username: id, printedName: "Early Example", initials: "EE" };
    ok(await people.admin.give(`${at}/enrol-person`, { ...names, account: "personal" }));
    ok(await people.admin.post(`${at}/invite`, given()));
    const verified = await people.security.give(`${at}/verify-identity`, verify);
    expect(verified).toMatchObject({ status: 409, body: { code: "STATUS_BLOCKS_USE" } });
  });

  test("recovers an account alone [P11-200a3]", async () => {
    const both = await people.person("bert", { role: "administrator" });
    ok(await people.admin.give(`/v1/people/${both.id}/grant-role`, grant("security")));
    const bert = await loggedIn(service.address, "bert");
    const victim = await people.person("vic");
    const asked = given({ reason: because });
    const [own, other] = [`/v1/people/${bert.id}`, `/v1/people/${victim.id}`];
    expect(await bert.post(`${own}/request-recovery`, asked)).toMatchObject(
      refused("SOD_CONFLICT"),
    );
    ok(await people.admin.post(`${own}/request-recovery`, given({ reason: because })));
    expect(await bert.post(`${own}/approve-recovery`, given())).toMatchObject(
      refused("SOD_CONFLICT"),
    );
    const { link } = ok(
      await bert.post(`${other}/request-recovery`, given({ reason: because })),
    ).body;
    const alone = await bert.post(`${other}/approve-recovery`, given());
    expect(alone).toMatchObject(refused("SECOND_PERSON_REQUIRED"));
    // Neither the link alone, nor the code alone, nor the link of somebody else.
    const password = passwordOf("taken");
    const recover = (body: object) => service.post("/v1/recovery", { password, ...body });
    expect((await recover({ link, code: "00000 00000" })).status).toBe(401);
    const { code } = ok(await security.post(`${other}/approve-recovery`, given())).body;
    const wrong = link.replace(/.{43}$/, "A".repeat(43));
    expect((await recover({ link: wrong, code })).status).toBe(401);
    expect((await recover({ link, code })).status).toBe(204);
    expect((await recover({ link, code })).status).toBe(401);
    expect((await victim.get("/v1/session")).status).toBe(401);
  });

  test("invites whoever has credentials, to set them anew [P11-200a3]", async () => {
    const reply = await people.admin.post(`/v1/people/${security.id}/invite`, given());
    expect(reply).toMatchObject({ status: 409, body: { code: "STATUS_BLOCKS_USE" } });
    expect(reply.body.link).toBeUndefined();
  });
});
