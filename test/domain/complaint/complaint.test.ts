// A complaint: raised, linked, investigated, closed.
import { describe, test } from "vitest";
import {
  closeComplaint,
  investigateComplaint,
  linkComplaint,
  raiseComplaint,
} from "../../../src/domain/complaint/commands.ts";
import { given } from "../../given.ts";

const raising = {
  number: "K-17",
  receivedAt: "2026-11-20T07:00:00Z",
  from: "customer" as const,
  description: "Black specks in the tablets.",
};
const raised = { type: "ComplaintRaised", data: raising };
const link = { materialLotId: "lot-1", serial: "S-1", standing: "claimed" as const };
const linked = { type: "ComplaintLinked", data: link };
const finding = {
  findings: "Specks of steel.",
  otherBatches: "The two batches of the same press run.",
  isConfirmed: true,
};
const investigated = { type: "ComplaintInvestigated", data: finding };
const conclusion = { conclusion: "Recalled." };
const closed = { type: "ComplaintClosed", data: conclusion };

describe("raising", () => {
  test("happens", () => given().when(raiseComplaint, raising).then(raised));
  test("is repeated", () => given(raised).when(raiseComplaint, raising).thenNothing());
  test("is refused over another", () => {
    given(raised)
      .when(raiseComplaint, { ...raising, number: "K-18" })
      .thenRefused("ALREADY_EXISTS");
  });
});

describe("linking to a lot, a serial or a container", () => {
  test("happens, claimed, then confirmed", () => {
    given(raised).when(linkComplaint, link).then(linked);
    const confirmed = { ...link, standing: "confirmed" as const };
    given(raised, linked)
      .when(linkComplaint, confirmed)
      .then({ type: "ComplaintLinked", data: confirmed });
  });
  test("happens of a serial number, or of a container, whose lot nobody knows", () => {
    for (const named of [{ serial: "S-1" }, { containerId: "drum-4" }]) {
      const data = { ...named, standing: "claimed" as const };
      given(raised, linked).when(linkComplaint, data).then({ type: "ComplaintLinked", data });
    }
  });
  test("is repeated", () => given(raised, linked).when(linkComplaint, link).thenNothing());
  test("is refused of nothing that is named", () => {
    const data = { standing: "claimed" as const };
    given(raised).when(linkComplaint, data).thenRefused("MALFORMED_COMMAND");
    given(raised, investigated, closed).when(linkComplaint, data).thenRefused("MALFORMED_COMMAND");
  });
  test("is refused of nothing, and once it is closed", () => {
    given().when(linkComplaint, link).thenRefused("NOT_FOUND");
    given(raised, investigated, closed).when(linkComplaint, link).thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("investigating", () => {
  test("happens", () => given(raised).when(investigateComplaint, finding).then(investigated));
  test("is repeated", () => {
    given(raised, investigated).when(investigateComplaint, finding).thenNothing();
  });
  test("is refused of nothing, and anew once it is closed", () => {
    given().when(investigateComplaint, finding).thenRefused("NOT_FOUND");
    given(raised, investigated, closed)
      .when(investigateComplaint, { ...finding, isConfirmed: false })
      .thenRefused("STATUS_BLOCKS_USE");
  });
});

describe("closing", () => {
  test("happens after an investigation", () => {
    given(raised, investigated).when(closeComplaint, conclusion).then(closed);
  });
  test("is repeated", () => {
    given(raised, investigated, closed).when(closeComplaint, conclusion).thenNothing();
  });
  test("is refused before one, and to a machine", () => {
    given(raised).when(closeComplaint, conclusion).thenRefused("INVESTIGATION_OPEN");
    const actor = { kind: "service" as const, id: "s-1", name: "Help desk" };
    given(raised, investigated)
      .when(closeComplaint, conclusion, { actor })
      .thenRefused("UNAUTHENTICATED");
    given().when(closeComplaint, conclusion).thenRefused("NOT_FOUND");
  });
});
