// The mill tells of metal in one of its lots: a recall of all that it went into. What it reaches is
// traced by the read models, as in a running service, and nobody writes it down.

import { everywhere } from "../../domain/kernel/access/standing.ts";
import { notifyConsignee, recordReply } from "../../domain/recall/consignee/commands.ts";
import { inOrder } from "../../domain/recall/consignee/consignee.ts";
import {
  evaluateRecall,
  informAuthority,
  openRecallCase,
} from "../../domain/recall/opening/commands.ts";
import { recall } from "../../domain/recall/recall.ts";
import { orderHold } from "../../domain/recall/scope/commands.ts";
import { giveRole } from "../../processes/give-role.ts";
import { refreshRecall, type Tracing } from "../../processes/recall/follow-recalls.ts";
import { plantSite } from "../site.ts";
import { forward, unseen } from "../story/highlight.ts";
import { eventOf, type Story } from "../story/story.ts";
import type { Works } from "../story/works.ts";
import { badFlour } from "./biscuits.ts";

const number = "RC-26-0001";

export async function recallFlour(story: Story, works: Works, tracing: Tracing): Promise<void> {
  story.at(10, "08:30");
  const lead = story.cast.personId("eszter");
  const role = { role: "recallLead", scope: everywhere } as const;
  await story.act("katarina", giveRole, lead, role);
  story.cast.give("eszter", "recallLead");
  const id = story.id("recall", number);
  const opened = await story.act("eszter", openRecallCase, id, {
    number,
    type: "recall",
    mock: false,
    seeds: [`supplierLot:${badFlour}`],
    reason: "The mill found that a sieve had broken: metal in its flour.",
    knownAt: story.now.toISOString(),
    profiles: ["eu-food"],
  });
  await story.act("eszter", orderHold, id, { sites: [plantSite.site] });
  await follow(story, tracing, id);
  await story.act("ingrid", evaluateRecall, id, {
    evaluation: "Sharp metal of up to 3 mm; injuries of mouth and throat are likely.",
    classification: "I",
    depth: "consumer",
    effectivenessLevel: "A",
  });
  const told = { clock: "eu-food-withdrawal", authority: "Food authority of the district" };
  await story.act("eszter", informAuthority, id, told);
  await tellConsignees(story, id);
  works.highlights.push({
    name: "A recall over all of it",
    what: `recall show ${number}: batches, lots and consignees that the flour reached, all on hold`,
    concerns: {
      batchNumber: "BK26001",
      lot: `supplierLot:${badFlour}`,
      eventId: eventOf(opened, "RecallOpened"),
    },
    seen: {
      record: { shows: '"code":"recall"' },
      trace: forward(`supplierLot:${badFlour}`, "BK26001"),
      exceptions: unseen("A recall is no entry of the batch; the hold that follows it is."),
    },
  });
}

/** By the process of the product, under ids that are worked out, so that it is told once. */
async function follow(story: Story, tracing: Tracing, recallId: string): Promise<void> {
  let acts = 0;
  const handler: Story["handler"] = {
    load: (aggregate, id) => story.handler.load(aggregate, id),
    execute(command, call, session) {
      acts += 1;
      const commandId = story.id("recall", recallId, "follows", String(acts));
      return story.handler.execute(command, { ...call, commandId }, session);
    },
  };
  await refreshRecall({ ...tracing, handler, session: story.session("recallScope") }, recallId);
}

async function tellConsignees(story: Story, id: string): Promise<void> {
  const { state } = await story.handler.load(recall, id);
  if (state.status === "unknown") throw new Error("The recall has not been opened.");
  for (const { consigneeNumber } of inOrder(state.consignees)) {
    await story.act("eszter", notifyConsignee, id, { consigneeNumber, channel: "phone" });
  }
  const [first] = inOrder(state.consignees);
  const shipped = [...state.scope.shipments.values()];
  const own = shipped.find((one) => one.consigneeNumber === first?.consigneeNumber);
  if (!first || !own) return;
  story.wait(90);
  await story.act("eszter", recordReply, id, {
    consigneeNumber: first.consigneeNumber,
    lines: own.lines
      .slice(0, 1)
      .flatMap(({ quantity, ...line }) =>
        quantity ? [{ ...line, quantity, as: "onHand" as const }] : [],
      ),
    passedOnTo: [],
    text: "Taken off the shelves.",
  });
}
