// Raising a complaint and saying what it is about is never refused for what it says.
import { commandsOf } from "../kernel/decider.ts";
import { refuseUnlessPerson, sameContent } from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import { complaint, linkKey } from "./complaint.ts";
import {
  ComplaintClosed,
  ComplaintInvestigated,
  ComplaintLinked,
  ComplaintRaised,
} from "./events.ts";

const command = commandsOf(complaint);

export const raiseComplaint = command(
  "RaiseComplaint",
  "recordComplaint",
  ComplaintRaised.data,
  (data, state) => {
    if (state.status === "unknown") return [{ type: "ComplaintRaised", data }];
    if (sameContent(state.raised, data)) return [];
    return refuse("ALREADY_EXISTS", "Another complaint has this id.");
  },
  {
    reserves: {
      identifiers: ({ number }, _, site) => [{ scheme: "complaint", issuer: site, value: number }],
      code: "IDENTIFIER_TAKEN",
    },
  },
);

export const linkComplaint = command(
  "LinkComplaint",
  "recordComplaint",
  ComplaintLinked.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    const { materialLotId, serial, containerId } = data;
    if ((materialLotId ?? serial ?? containerId) === undefined) return nothingNamed;
    if (sameContent(state.links.get(linkKey(data)), data)) return [];
    return state.status === "closed" ? closed : [{ type: "ComplaintLinked", data }];
  },
);

export const investigateComplaint = command(
  "InvestigateComplaint",
  "recordComplaint",
  ComplaintInvestigated.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    if (state.investigated && sameContent(state.investigated, data)) return [];
    return state.status === "closed" ? closed : [{ type: "ComplaintInvestigated", data }];
  },
);

/** After it was looked into, and what it is about is known (21 CFR 211.198(b)(2), (3)). */
export const closeComplaint = command(
  "CloseComplaint",
  "closeComplaint",
  ComplaintClosed.data,
  (data, state, context) => {
    if (state.status === "unknown") return unknown;
    if (state.status === "closed") return [];
    if (!state.investigated) {
      return refuse("INVESTIGATION_OPEN", `${state.raised.number} has not been investigated.`);
    }
    return refuseUnlessPerson(context) ?? [{ type: "ComplaintClosed", data }];
  },
);

const unknown = refuse("NOT_FOUND", "There is no complaint under this id.");
const closed = refuse("STATUS_BLOCKS_USE", "The complaint is closed.");
const nothingNamed = refuse(
  "MALFORMED_COMMAND",
  "A complaint is about a lot, a serial number or a container: name one, or several.",
);
