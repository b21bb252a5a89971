// `batchproof dispatch`: the open orders of this site, the most urgent first.
import { type DispatchLine, dispatchList } from "../../projections/master-recipe/dispatch.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
import { showing, table } from "../administration/showing.ts";
import { reading } from "../entry.ts";
import type { Look } from "../terminal/table.ts";

interface Options {
  readonly site?: string;
  readonly campaign?: string;
}

export const dispatch = showing<Options>({
  usage: "dispatch",
  summary: "Open orders by priority and due date, their batches, and what is lacking",
  access: reading("getDispatchList", "readRecords"),
  example: "batchproof dispatch --campaign C-43",
  options: (line) =>
    line
      .option("--site <site>", "of another site than this one")
      .option("--campaign <name>", "only of this campaign"),
  async show(instance, _args, { site = instance.settings.site, campaign }) {
    const at = instance.clock.now();
    const asked = { site, at, ...(campaign !== undefined && { campaign }) };
    const json = await dispatchList(instance.database.kysely, asked);
    return { json, text: (look) => textOf(json.orders, look) };
  },
});

const titles = ["Order", "Material", "Quantity", "Due on", "Priority", "Campaign", "Batches"];

function textOf(orders: readonly DispatchLine[], look: Look): string {
  const rows = orders.map((one) => [
    one.orderNumber,
    one.material,
    quantityText(one.quantity),
    one.dueOn ?? "",
    one.priority,
    one.campaign ?? "",
    one.batches.map(({ batchNumber, status }) => `${batchNumber} (${status})`).join(", "),
    one.lacks.map((lack) => lackText[lack]).join(", "),
  ]);
  return table([...titles, "Lacks"], rows, "No order is open.", look);
}

const lackText: Record<DispatchLine["lacks"][number], string> = {
  reworkApproval: "approval of the rework",
  orderRelease: "release",
  effectiveMaster: "an effective master recipe",
};
