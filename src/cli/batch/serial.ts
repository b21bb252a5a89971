// `batchproof batch reserve-serials|account-serials|reconcile-serials`: serial numbers of a batch.
import { randomUUID } from "node:crypto";
import type { Command as Line } from "commander";
import { accountForSerials, reconcileSerials } from "../../domain/batch/serial/commands.ts";
import type { SerialRange } from "../../domain/kernel/gs1/serial.ts";
import { reserveSerials as reserve } from "../../domain/serial-register/commands.ts";
import { reserveSerials } from "../../processes/serial/reserve-serials.ts";
import { acting, callOf, giving } from "../administration/acting.ts";
import type { Leaf } from "../entry.ts";
import { batchNamed } from "./named.ts";

/** `A001..A400,B7` */
function ranges(text: string): SerialRange[] {
  return text.split(",").map((part) => {
    const [from = "", to] = part.trim().split("..");
    return { from, ...(to !== undefined && { to }) };
  });
}
const serials = (line: Line): Line =>
  line.requiredOption("--serials <list>", "numbers and ranges: A001..A400,B7", ranges);

interface Named {
  readonly serials: SerialRange[];
}

const reserving = acting<Named>({
  usage: "reserve-serials <batch>",
  summary: "Reserve serial numbers of the product for a batch, and issue them to it",
  example: "batchproof batch reserve-serials 171 --serials A001..A400",
  command: reserve,
  options: serials,
  async act(instance, by, [named = ""], { serials: wanted }) {
    const { id: batchId, name } = await batchNamed(instance, named);
    const data = { reservationId: randomUUID(), batchId, serials: wanted };
    const { id: _, ...request } = callOf(by, batchId);
    const answer = await reserveSerials(instance.handler, { ...request, data }, by.session);
    return { answer, id: batchId, said: `${name}: reserved and issued.` };
  },
});

interface Accounting extends Named {
  readonly as: "applied" | "returned" | "destroyed";
  readonly cause?: string;
}
const accounting = giving({
  usage: "account-serials <batch>",
  summary: "Say what became of serial numbers: applied, returned, destroyed",
  example: "batchproof batch account-serials 171 --serials A001..A390 --as applied",
  command: accountForSerials,
  options: (line) =>
    serials(line)
      .requiredOption("--as <what>", "applied, returned or destroyed")
      .option("--cause <text>", "of what was destroyed"),
  find: batchNamed,
  data: ({ serials: said, as, cause }: Accounting) => ({
    serials: said,
    as,
    ...(cause !== undefined && { cause }),
  }),
  said: (name) => `${name}: accounted for.`,
});

const reconciling = giving({
  usage: "reconcile-serials <batch>",
  summary: "Hold serial numbers issued against those applied, returned and destroyed",
  example: "batchproof batch reconcile-serials 171",
  command: reconcileSerials,
  options: (line) => line.option("--deviation <id>", "under which they need not come out"),
  find: batchNamed,
  data: ({ deviation }: { readonly deviation?: string }) =>
    deviation === undefined ? {} : { deviationId: deviation },
  said: (name) => `${name}: reconciled.`,
});

export const serialCommands: readonly Leaf[] = [reserving, accounting, reconciling];
