// The packs' serial numbers: reserved for the batch, printed, and accounted for (21 CFR 211.125;
// Delegated Regulation (EU) 2016/161).
import { accountForSerials, reconcileSerials } from "../../domain/batch/serial/commands.ts";
import type { SerialRange } from "../../domain/kernel/gs1/serial.ts";
import { reserveSerials } from "../../processes/serial/reserve-serials.ts";
import type { PersonKey } from "../people/people.ts";
import type { Making } from "../processing/making.ts";
import { eventOf, type Story } from "../story/story.ts";

const reserved = 36_000;

export async function reserve(story: Story, by: PersonKey, { pack }: Making): Promise<void> {
  await story.process(by, reserveSerials, {
    batchId: pack.batchId,
    reservationId: story.id("serials", pack.batchNumber),
    serials: [range(pack.batchNumber, 1, reserved)],
  });
}

/** Every pack has one; those of spoiled cartons are destroyed, the rest was never printed. */
export async function accountFor(story: Story, making: Making): Promise<void> {
  const { pack, crew, packs, spoiled, entries } = making;
  const bad = packs + (spoiled.get("carton") ?? 0);
  const accounts = [
    { as: "applied" as const, serials: [range(pack.batchNumber, 1, packs)] },
    {
      as: "destroyed" as const,
      serials: [range(pack.batchNumber, packs + 1, bad)],
      cause: "Spoiled cartons",
    },
    { as: "returned" as const, serials: [range(pack.batchNumber, bad + 1, reserved)] },
  ];
  for (const one of accounts) {
    await story.act(crew.lateSecond, accountForSerials, pack.batchId, one);
  }
  const reconciled = await story.act(crew.lateSecond, reconcileSerials, pack.batchId, {});
  entries.serials = eventOf(reconciled, "SerialsReconciled");
}

function range(batchNumber: string, from: number, to: number): SerialRange {
  const serial = (n: number) => `${batchNumber}X${String(n).padStart(5, "0")}`;
  return { from: serial(from), to: serial(to) };
}
