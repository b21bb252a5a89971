// What the security role must look at: raised once for one event, sent, and looked at.
import { describe, expect, test } from "vitest";
import { accessControl } from "../../../src/domain/access-control/access-control.ts";
import {
  acknowledgeAlert,
  raiseSecurityAlert,
  recordAlertSent,
  recordManyNames,
  recordUnknownLogIns,
} from "../../../src/domain/access-control/commands.ts";
import { anna, bela, given, now, person, stateOf, uuid } from "../../given.ts";

const alert = {
  kind: "accountLocked" as const,
  personId: anna.id,
  eventId: uuid(1),
  text: "The account was locked after 5 failures.",
};
const alertEventId = uuid(2);
const raisedEvent = { type: "SecurityAlertRaised", data: alert };
const raised = { ...raisedEvent, id: alertEventId };
const looked = { alertEventId, comment: "Spoke to her: a new keyboard." };
const acknowledged = { type: "SecurityAlertAcknowledged", data: looked };
const sentAs = (outcome: "sent" | "failed") => ({
  type: "SecurityAlertSent",
  data: { alertEventId, outcome },
});

describe("an alert [P11-300d]", () => {
  test("is raised", () => {
    given().when(raiseSecurityAlert, alert).then(raisedEvent);
    const { eventId: _, ...open } = alert;
    expect(stateOf(accessControl, [raised]).openAlerts).toEqual(
      new Map([[alertEventId, { ...open, at: now, sent: undefined }]]),
    );
  });
  test("is repeated: one for one event, also when it was looked at", () => {
    given(raised).when(raiseSecurityAlert, alert).thenNothing();
    given(raised, acknowledged).when(raiseSecurityAlert, alert).thenNothing();
    const other = { ...alert, eventId: uuid(3) };
    given(raised)
      .when(raiseSecurityAlert, other)
      .then({ ...raisedEvent, data: other });
  });
});

describe("sending it [P11-300d]", () => {
  const send = (outcome: "sent" | "failed") => ({ alertEventId, outcome });
  test("is kept, and that it failed before", () => {
    given(raised).when(recordAlertSent, send("failed")).then(sentAs("failed"));
    given(raised, sentAs("failed")).when(recordAlertSent, send("sent")).then(sentAs("sent"));
  });
  test("is repeated, and nothing when it was looked at", () => {
    given(raised, sentAs("sent")).when(recordAlertSent, send("sent")).thenNothing();
    given(raised, acknowledged).when(recordAlertSent, send("sent")).thenNothing();
    given().when(recordAlertSent, send("sent")).thenNothing();
  });
});

describe("looking at it", () => {
  test("happens, by somebody else than it is about", () => {
    given(raised).when(acknowledgeAlert, looked, { actor: bela }).then(acknowledged);
    expect(stateOf(accessControl, [raised, acknowledged]).openAlerts.size).toBe(0);
  });
  test("is repeated", () => {
    given(raised, acknowledged).when(acknowledgeAlert, looked, { actor: bela }).thenNothing();
  });
  test("is refused to whom it is about, to whose act it is, to a machine, and to nobody", () => {
    given(raised).when(acknowledgeAlert, looked, { actor: anna }).thenRefused("SOD_CONFLICT");
    const own = { ...raised, data: { ...alert, by: bela.id } };
    given(own).when(acknowledgeAlert, looked, { actor: bela }).thenRefused("SOD_CONFLICT");
    given(own)
      .when(acknowledgeAlert, looked, { actor: person("clara") })
      .then(acknowledged);
    const machine = { actor: { kind: "service", id: "s-1", name: "Interface" } } as const;
    given(raised).when(acknowledgeAlert, looked, machine).thenRefused("UNAUTHENTICATED");
    given(raised)
      .when(acknowledgeAlert, looked, { actor: bela, authentication: { method: "none" } })
      .thenRefused("UNAUTHENTICATED");
  });
});

test("that many names were tried is kept as a number [P11-300d]", () => {
  const tried = { type: "ManyNamesTried", data: { names: 10 } };
  given().when(recordManyNames, { names: 10 }).then(tried);
  given(tried).when(recordManyNames, { names: 10 }).then(tried);
  given().when(recordManyNames, { names: 0 }).thenRefused("MALFORMED_COMMAND");
});

describe("log-ins under names that nobody has", () => {
  const unknown = { count: 12, network: "outside" as const };
  const event = { type: "UnknownLogInsFailed", data: unknown };
  test("are kept as a number, each time", () => {
    given().when(recordUnknownLogIns, unknown).then(event);
    given(event).when(recordUnknownLogIns, unknown).then(event);
  });
  test("are some, and hold no name", () => {
    given()
      .when(recordUnknownLogIns, { ...unknown, count: 0 })
      .thenRefused("MALFORMED_COMMAND");
    const named = { ...unknown, name: "eva" } as never;
    given().when(recordUnknownLogIns, named).thenRefused("MALFORMED_COMMAND");
  });
});
