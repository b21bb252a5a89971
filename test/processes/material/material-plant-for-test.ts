// A plant that receives, samples, tests and decides: each step by the person whose it is.
import { expect } from "vitest";
import type { Command } from "../../../src/domain/kernel/decider.ts";
import type { AnyEvent } from "../../../src/domain/kernel/event-type.ts";
import type { Claims } from "../../../src/domain/kernel/metadata.ts";
import type { Finding } from "../../../src/domain/kernel/shape/test.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { registerParty } from "../../../src/domain/party/commands.ts";
import { approveSource } from "../../../src/domain/party/source/commands.ts";
import { receiveSample } from "../../../src/domain/sample/custody/commands.ts";
import {
  approveSpecification,
  draftSpecification,
} from "../../../src/domain/specification/commands.ts";
import type { Answer, Call, Handler, Session } from "../../../src/eventstore/handler/handle.ts";
import type { EventLog } from "../../../src/eventstore/port.ts";
import { type Disposition, decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { receiveLot } from "../../../src/processes/hold/receive-lot.ts";
import { planSampling } from "../../../src/processes/material/plan-sampling.ts";
import { recordResult } from "../../../src/processes/material/record-result.ts";
import { takeSample } from "../../../src/processes/material/take-sample.ts";
import { dating, draft } from "../../domain/specification/examples.ts";
import { person } from "../../given.ts";
import { kg, plantOn, session } from "../plant-for-test.ts";

export const id = () => crypto.randomUUID();
export const reason = { code: "checked", text: "As the investigation found." };
type Give = (handler: Handler, call: Call, session: Session) => Promise<Answer>;
type More = Partial<Claims>;

export const author = { ...session, actor: person("tomas", "masterDataAuthor") };
export const analyst = { ...session, actor: person("bela", "qcAnalyst") };
export const quality = { ...session, actor: person("ingrid", "qaRelease") };

export type MaterialPlant = ReturnType<typeof materialPlantOn>;

export function materialPlantOn(log: EventLog, given?: Handler) {
  const plant = plantOn(log, { handler: given });
  const { handler } = plant;
  const give = (process: Give, one: string, data: object, by: Session = session, more: More = {}) =>
    process(handler, { commandId: id(), id: one, data, claims: { reason, ...more } }, by);
  const does = async <State, Data, Event extends AnyEvent, Reads>(
    command: Command<State, Data, Event, Reads>,
    one: string,
    data: NoInfer<Data>,
    by: Session = session,
  ) => {
    const call = { commandId: id(), id: one, data, claims: { reason } };
    expect(await handler.execute(command, call, by)).toMatchObject({ outcome: "accepted" });
  };

  /** A material of its own, with a specification that Ingrid has approved. */
  async function material(change: object = {}) {
    const materialDefinitionId = id();
    const of = { materialDefinitionId, name: "Maize starch" };
    await does(
      draftSpecification,
      materialDefinitionId,
      { ...draft, dating, material: of, ...change },
      author,
    );
    const effective = { version: 1, effectiveFrom: "2026-11-20" };
    await does(approveSpecification, materialDefinitionId, effective, quality);
    return of;
  }
  async function supplier() {
    const partyId = id();
    await does(registerParty, partyId, { name: "Stärke AG", kind: "other", identifiers: [] });
    return { partyId, name: "Stärke AG" };
  }
  async function approve(
    of: { partyId: string },
    material: { materialDefinitionId: string; name: string },
    roles: readonly ("supplier" | "manufacturer")[] = ["supplier", "manufacturer"],
  ) {
    for (const role of roles) {
      await does(approveSource, of.partyId, { role, material, from: "2026-01-01" }, quality);
    }
  }
  /** Two drums of 60 and 40 kg. */
  const delivery = (material: object, from: object | undefined, more: object = {}) => ({
    material,
    identifiers: [],
    containers: [
      { containerId: "drum-1", quantity: kg("60") },
      { containerId: "drum-2", quantity: kg("40") },
    ],
    qualityStatus: "quarantine",
    manufacturedOn: "2026-08-05",
    ...(from && { supplier: from }),
    ...more,
  });
  async function received(material: object, from: object | undefined, more: object = {}) {
    const lot = id();
    const answer = await give(receiveLot, lot, delivery(material, from, more));
    expect(answer).toMatchObject({ outcome: "accepted" });
    return lot;
  }
  /** Everything approved, and in quarantine. */
  async function goods(change: object = {}) {
    const [of, from] = [await material(change), await supplier()];
    await approve(from, of);
    return { of, from, lot: await received(of, from) };
  }
  async function sampled(lot: string, planId: string, drums: readonly string[], planNumber = 1) {
    const sampleId = id();
    const parts = drums.map((containerId) => ({ containerId, quantity: kg("0.05") }));
    const data = { materialLotId: lot, sampleId, sampleNumber: "QC", planNumber, planId, parts };
    const answer = await takeSample(handler, { commandId: id(), data }, analyst);
    expect(answer).toMatchObject({ outcome: "accepted" });
    await does(receiveSample, sampleId, { handedOverBy: "Courier", sealIntact: true }, analyst);
    return sampleId;
  }
  const find = (sample: string, testId: string, finding: Finding) =>
    give(recordResult, sample, { testId, finding }, analyst);
  const identify = (sample: string, conforms = true) =>
    find(sample, "identity", { kind: "conformity", conforms, found: "IR spectrum" });
  const dry = (sample: string, value = "11.8") =>
    find(sample, "loss", { kind: "limits", value: { value, unitOfMeasure: "%" } });
  /** Its samples are picked, taken and tested. */
  async function tested(lot: string, purpose: "release" | "retest" = "release", planNumber = 1) {
    await give(planSampling, lot, { purpose }, analyst);
    for (const drum of ["drum-1", "drum-2"]) {
      await identify(await sampled(lot, "each", [drum], planNumber));
    }
    const pooled = await sampled(lot, "pooled", ["drum-1", "drum-2"], planNumber);
    await dry(pooled);
    return pooled;
  }
  const decide = (
    materialLotId: string,
    decision: Disposition["decision"] = "release",
    more: Partial<Disposition> = {},
    by: Session = quality,
  ) => {
    const conditional = decision === "conditional" && { conditions: "For trials alone." };
    const data = { dispositionId: id(), materialLotId, decision, ...conditional, ...more };
    return decideDisposition(handler, { commandId: id(), data, claims: { reason } }, by);
  };
  async function lotOf(lot: string) {
    const { state } = await handler.load(materialLot, lot);
    if (state.status === "unknown") throw new Error(`${lot} is unknown.`);
    return state;
  }
  const events = (stream: string) => Array.fromAsync(log.readStream(stream));
  const what = { material, supplier, approve, delivery, received, goods };
  const tests = { sampled, identify, dry, tested, decide };
  return { ...plant, give, does, ...what, ...tests, lotOf, events };
}
