// `batchproof lot decisions`: what was decided on a lot, and what each decider was shown, made anew
// and compared with what the decision froze.
import { type Decided, decidedOn, type PartThen } from "../../processes/disposition/decided.ts";
import { dispositionsOf } from "../../projections/review/dispositions-of.ts";
import { facts, showing, table } from "../administration/showing.ts";
import { reading } from "../entry.ts";
import type { Look } from "../terminal/table.ts";
import { oneLot } from "./named.ts";
import { viewIn } from "./view.ts";

export const decisionsLeaf = showing({
  usage: "decisions <lot>",
  summary: "What was decided on a lot, and what each decider was shown",
  access: reading("listDecisions", "readRecords"),
  example: "batchproof lot decisions internalLot:26-0001",
  async show(instance, [identifier = ""]) {
    const { database, handler } = instance;
    const id = await oneLot(database.kysely, identifier);
    const { answer } = await dispositionsOf(database.kysely, id);
    const decisions = await decidedOn(handler, viewIn(instance), id, answer);
    const json = { materialLotId: id, decisions };
    const text = (look: Look) => textOf(id, decisions, look);
    return { about: { kind: "materialLot" as const, id }, json, text };
  },
});

function textOf(lotId: string, decisions: readonly Decided[], look: Look): string {
  if (decisions.length === 0) return "Nothing was decided on it.\n";
  return decisions
    .map(({ decision, market, decidedAt, shown, dispositionId }) => {
      const head = facts(
        [
          ["Decision", market ? `${decision}, ${market}` : decision],
          ["Decided at", decidedAt],
          ["Disposition", dispositionId],
          ["Shown to the decider", shown ? `as of ${shown.asOf}` : "nothing was frozen"],
        ],
        look,
      );
      if (!shown) return head;
      const rows = shown.parts.map((part) => [
        part.batchId === undefined ? part.what : `${part.what} of batch ${part.batchId}`,
        part.frozen,
        part.today === part.frozen ? "the same today" : `today ${part.today ?? "nothing"}`,
        `batchproof ${opening(lotId, part)} --as-of ${shown.asOf}`,
      ]);
      return `${head}\n${table(["Shown", "Frozen", "", "Open"], rows, "Nothing.", look)}`;
    })
    .join("\n");
}

/** The command that shows the same. */
function opening(lotId: string, { what, batchId }: PartThen): string {
  if (what === "trace") return `trace lot:${lotId} --backward`;
  if (batchId === undefined) return `audit --lot lot:${lotId}`;
  return what === "record" ? `record ${batchId}` : `audit --batch ${batchId}`;
}
