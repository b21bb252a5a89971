// The letter that ships, until a version of the firm's own is issued (21 CFR 7.49(c)).
import type { Template } from "./template.ts";

export const shippedLetter: Template = {
  title: "URGENT: {type} {number}",
  paragraphs: [
    "We are taking back {product}: lots {lots}.",
    "Reason: {reason}",
    "Hazard: {hazard}",
    "Of these goods you received from us, or from a customer of ours:",
    "{goods}",
    "Stop using and selling them at once, and keep them apart until we tell you what to do with " +
      "them. Tell everybody to whom you passed any of them on, and name them to us.",
    "It goes to the {depth} level.",
    "Answer by {replyBy}, quoting {number} and {consignee}: how much you have, have used up, " +
      "have destroyed and have passed on, and to whom. Answer also if you have none left.",
  ],
  replyWithin_days: 10,
};
