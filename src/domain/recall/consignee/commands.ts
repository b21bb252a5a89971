// Telling consignees, and what they answer. A reply is an observation: it is recorded also after
// the end.
import { z } from "zod";
import { refuseNotPositive } from "../../kernel/quantity.ts";
import { isRefusal, type Refusal, refuse } from "../../kernel/refusal.ts";
import {
  command,
  openRecall,
  type Recall,
  type RecallState,
  refuseStrange,
  unknownRecall,
} from "../recall.ts";
import { type Consignee, isHeard } from "./consignee.ts";
import {
  linesMax,
  RecallConsigneeGivenUp,
  RecallConsigneeNotified,
  RecallConsigneeReplied,
  RecallEffectivenessChecked,
} from "./events.ts";

export const notifyConsignee = command(
  "NotifyConsignee",
  "manageRecall",
  RecallConsigneeNotified.data.omit({ time: true }),
  (data, state) => {
    const open = openRecall(state);
    if (isRefusal(open)) return open;
    const consignee = consigneeIn(open, data.consigneeNumber);
    if (isRefusal(consignee)) return consignee;
    const time = consignee.notified + 1;
    return [{ type: "RecallConsigneeNotified", data: { ...data, time } }];
  },
);

const Reply = z.strictObject({
  ...RecallConsigneeReplied.data.shape,
  passedOnTo: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(200),
        address: z.string().min(1).max(500).exactOptional(),
      }),
    )
    .max(linesMax),
});

export const recordReply = command("RecordReply", "manageRecall", Reply, (data, state) => {
  const consignee = knownConsignee(state, data.consigneeNumber);
  if (isRefusal(consignee)) return consignee;
  const refused = data.lines.map(({ quantity }) => refuseNotPositive(quantity)).find((no) => no);
  if (refused || state.status === "unknown") return refused ?? unknownRecall;
  const strange = refuseStrange(state, data.lines);
  if (strange) return strange;
  const { consignees } = state;
  let count = consignees.size;
  const passedOnTo = data.passedOnTo.map((to) => {
    const known = [...consignees.values()].find(
      (one) =>
        one.ofConsigneeId === data.consigneeNumber &&
        one.name === to.name &&
        one.address === to.address,
    );
    if (known) return { ...to, consigneeNumber: known.consigneeNumber };
    count += 1;
    return { ...to, consigneeNumber: `C${count}` };
  });
  return [{ type: "RecallConsigneeReplied", data: { ...data, passedOnTo } }];
});

/** After the notice and a reminder (21 CFR 7.49(c)). */
export const giveUpConsignee = command(
  "GiveUpConsignee",
  "manageRecall",
  RecallConsigneeGivenUp.data,
  (data, state) => {
    const open = openRecall(state);
    if (isRefusal(open)) return open;
    const consignee = consigneeIn(open, data.consigneeNumber);
    if (isRefusal(consignee)) return consignee;
    if (consignee.givenUp) return [];
    if (isHeard(consignee)) return refuse("ALREADY_EXISTS", `${consignee.name} has replied.`);
    if (consignee.notified < 2) {
      return refuse("REMINDER_MISSING", `${consignee.name} has not been reminded.`);
    }
    return [{ type: "RecallConsigneeGivenUp", data }];
  },
);

export const checkEffectiveness = command(
  "CheckEffectiveness",
  "manageRecall",
  RecallEffectivenessChecked.data,
  (data, state) => {
    const consignee = knownConsignee(state, data.consigneeNumber);
    if (isRefusal(consignee)) return consignee;
    return [{ type: "RecallEffectivenessChecked", data }];
  },
);

const knownConsignee = (state: RecallState, consigneeNumber: string): Consignee | Refusal =>
  state.status === "unknown" ? unknownRecall : consigneeIn(state, consigneeNumber);

export const consigneeIn = ({ consignees }: Recall, consigneeNumber: string): Consignee | Refusal =>
  consignees.get(consigneeNumber) ??
  refuse("NOT_FOUND", `The recall has no consignee ${consigneeNumber}.`, { consigneeNumber });
