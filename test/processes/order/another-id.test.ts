// A lot that was released, rejected, suspended or put aside for rework, and decisions on it under
// another id: what follows is told by how the lot stands, whatever the one named has decided.
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { DispositionDecision } from "../../../src/domain/disposition/events.ts";
import { materialLot } from "../../../src/domain/material-lot/material-lot.ts";
import { decideDisposition } from "../../../src/processes/decide-disposition.ts";
import { bela } from "../../given.ts";
import { memoryLog } from "../material/memory-log-for-test.ts";
import { type Plant, plantOn, session } from "../plant-for-test.ts";

const id = () => crypto.randomUUID();
const quality = { ...session, actor: bela };
const reason = { code: "found", text: "Too soft, sound otherwise." };
const ok = { outcome: "accepted" };
const refused = (code: string) => ({ outcome: "refused", code });

let plant: Plant;
beforeEach(() => {
  plant = plantOn(memoryLog());
});

interface Asked {
  readonly lot: string;
  readonly under: string;
  readonly decision: DispositionDecision;
  readonly explained?: boolean;
}
function decide({ lot, under, decision, explained = true }: Asked) {
  const conditional = decision === "conditional" && { conditions: "For trials alone." };
  const data = { dispositionId: under, materialLotId: lot, decision, ...conditional };
  const claims = explained ? { reason } : {};
  return decideDisposition(plant.handler, { commandId: id(), data, claims }, quality);
}
async function statusOf(lot: string) {
  const { state } = await plant.handler.load(materialLot, lot);
  return state.status === "unknown" ? undefined : state.qualityStatus;
}

describe("rework decided under another id", () => {
  test("it happens after a rejection, and is released after that, each with a reason", async () => {
    const lot = await plant.receivedLot();
    expect(await decide({ lot, under: id(), decision: "reject" })).toMatchObject(ok);
    const silent = { lot, under: id(), decision: "rework", explained: false } as const;
    expect(await decide(silent)).toMatchObject(refused("REASON_REQUIRED"));
    expect(await decide({ ...silent, explained: true })).toMatchObject(ok);
    expect(await statusOf(lot)).toBe("rework");
    const free = { lot, under: id(), decision: "release", explained: false } as const;
    expect(await decide(free)).toMatchObject(refused("REASON_REQUIRED"));
    expect(await decide({ ...free, explained: true })).toMatchObject(ok);
  });
  test("ignored when repeated: it stays put aside", async () => {
    const lot = await plant.receivedLot();
    for (const under of [id(), id()]) {
      expect(await decide({ lot, under, decision: "rework" })).toMatchObject(ok);
      expect(await statusOf(lot)).toBe("rework");
    }
  });
  test("refused at risk; an older disposition frees nothing that another rejected", async () => {
    const lot = await plant.receivedLot();
    const first = id();
    expect(await decide({ lot, under: first, decision: "release" })).toMatchObject(ok);
    for (const decision of ["suspend", "reject"] as const) {
      expect(await decide({ lot, under: id(), decision })).toMatchObject(ok);
    }
    for (const decision of ["suspend", "release"] as const) {
      expect(await decide({ lot, under: first, decision }), decision).toMatchObject(
        refused("DISPOSITION_DECIDED"),
      );
    }
    expect(await decide({ lot, under: id(), decision: "rework" })).toMatchObject(ok);
    expect(await decide({ lot, under: id(), decision: "useAtRisk" })).toMatchObject(
      refused("DISPOSITION_DECIDED"),
    );
    expect(await statusOf(lot)).toBe("rework");
  });
});

test("what was released is suspended first, with a reason, whatever id is named", async () => {
  const lot = await plant.receivedLot();
  expect(await decide({ lot, under: id(), decision: "release" })).toMatchObject(ok);
  for (const decision of ["conditional", "useAtRisk", "reject", "rework"] as const) {
    expect(await decide({ lot, under: id(), decision }), decision).toMatchObject(
      refused("DISPOSITION_DECIDED"),
    );
  }
  const silent = { lot, under: id(), decision: "suspend", explained: false } as const;
  expect(await decide(silent)).toMatchObject(refused("REASON_REQUIRED"));
  expect(await decide({ lot, under: id(), decision: "release" })).toMatchObject(ok);
  expect(await statusOf(lot)).toBe("released");
  expect(await decide({ ...silent, explained: true })).toMatchObject(ok);
  expect(await decide({ lot, under: id(), decision: "conditional" })).toMatchObject(ok);
});

/** What leads on from where a decision lasts, a second time and by hand. */
const after: Partial<Record<string, readonly DispositionDecision[]>> = {
  released: ["release", "suspend", "revoke"],
  rejected: ["reject", "rework", "revoke"],
  rework: ["rework", "release", "conditional", "reject", "revoke"],
  suspended: ["suspend", "release", "conditional", "reject", "rework", "revoke"],
};
const decision = fc.constantFrom<DispositionDecision>(
  ...(["release", "conditional", "useAtRisk", "reject", "rework", "suspend", "revoke"] as const),
);
const step = fc.record({ of: fc.nat({ max: 2 }), decision });

test("law: no order of decisions under any ids takes a lot past its step", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
      const lot = await plant.receivedLot();
      const ids = [id(), id(), id()];
      for (const { of, decision: asked } of steps) {
        const before = await statusOf(lot);
        const answer = await decide({ lot, under: ids[of] ?? "", decision: asked });
        const status = await statusOf(lot);
        const allowed = after[before ?? ""];
        if (!allowed || allowed.includes(asked)) continue;
        expect(answer, `${asked} after ${before}`).toMatchObject({ outcome: "refused" });
        expect(status).toBe(before);
      }
    }),
    { numRuns: 60 },
  );
});
