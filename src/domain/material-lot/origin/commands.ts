// Opening a lot's stream. Receiving stands alone; the others follow an event of a batch or of
// another lot.
import { z } from "zod";
import type { Decision } from "../../kernel/decider.ts";
import { type Identifier, materialLotIdentity } from "../../kernel/identifier.ts";
import { refuseTwice, sameContent } from "../../kernel/precondition.ts";
import { add, negate, type Quantity, refuseNotPositive } from "../../kernel/quantity.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { Hold } from "../../kernel/shape/hold.ts";
import { Id } from "../../kernel/shape/reference.ts";
import { command, type MaterialLotEvent, type MaterialLotState } from "../material-lot.ts";
import {
  MaterialLotProduced,
  MaterialLotReceived,
  MaterialLotSplitOff,
  MaterialLotsMerged,
} from "./events.ts";
import type { OriginEvent } from "./origin.ts";

/**
 * Numbers that we ourselves give are given once. A supplier's lot may be received twice: two lots.
 */
const ownNumbers = ({ identifiers }: { readonly identifiers: readonly Identifier[] }) =>
  identifiers.filter(({ scheme }) => scheme === "internalLot");
const reserves = { identifiers: ownNumbers, code: "IDENTIFIER_TAKEN" } as const;
/** Its id too, which a batch or a split takes before it yields a lot under it. */
const reservesId = {
  identifiers: (data: { readonly identifiers: readonly Identifier[] }, id: string) => [
    ...ownNumbers(data),
    materialLotIdentity(id),
  ],
  code: "IDENTIFIER_TAKEN",
} as const;
const reservesAll = {
  identifiers: ({ identifiers }: { readonly identifiers: readonly Identifier[] }) => identifiers,
  code: "IDENTIFIER_TAKEN",
} as const;

export const receiveMaterialLot = command(
  "ReceiveMaterialLot",
  "receiveMaterial",
  MaterialLotReceived.data.omit({ arrival: true }),
  (data, state, { actor }) => {
    if (data.qualityStatus === "unstated" && actor.kind !== "import") {
      const message = "What arrives is in quarantine; only an import knows of no status.";
      return refuse("DISPOSITION_REQUIRED", message);
    }
    return open(state, { type: "MaterialLotReceived", data: weighed(data) });
  },
  {
    reserves: reservesId,
    scope: ({ material, ownerPartyId }) => ({
      material: material.materialDefinitionId,
      client: ownerPartyId ?? null,
    }),
  },
);

const inheriting = { holds: z.array(Hold).describe("Those of what it came from.") };
const handedOn = {
  deviationIds: z.array(Id).describe("Deviations about what it came from are about it too."),
};

export const produceMaterialLot = command(
  "ProduceMaterialLot",
  "system",
  z.strictObject({ ...MaterialLotProduced.data.shape, ...inheriting }),
  ({ holds, ...data }, state) => {
    const placed = holds.map((hold) => ({ ...hold, inheritedFromBatchId: data.batchId }));
    return open(state, { type: "MaterialLotProduced", data }, placed);
  },
  { reserves: reservesAll },
);

export const splitOffMaterialLot = command(
  "SplitOffMaterialLot",
  "system",
  z.strictObject({ ...MaterialLotSplitOff.data.shape, ...inheriting, ...handedOn }),
  ({ holds, deviationIds, ...data }, state) => {
    const from = data.fromMaterialLotId;
    const placed = holds.map((hold) => ({ ...hold, inheritedFromMaterialLotId: from }));
    return open(state, { type: "MaterialLotSplitOff", data }, placed, deviationIds);
  },
  { reserves },
);

export const mergeMaterialLots = command(
  "MergeMaterialLots",
  "handleMaterial",
  z.strictObject({
    ...MaterialLotsMerged.data.shape,
    ...handedOn,
    holds: z.array(z.strictObject({ ...Hold.shape, inheritedFromMaterialLotId: z.string() })),
  }),
  ({ holds, deviationIds, ...data }, state) =>
    open(state, { type: "MaterialLotsMerged", data }, holds, deviationIds),
  { reserves: reservesId },
);

type HoldPlaced = Extract<MaterialLotEvent, { type: "HoldPlaced" }>;

function open(
  state: MaterialLotState,
  origin: OriginEvent,
  holds: readonly HoldPlaced["data"][] = [],
  deviationIds: readonly string[] = [],
): Decision<MaterialLotEvent> {
  if (state.status !== "unknown") {
    if (sameContent(asGiven(state.origin), asGiven(origin))) return [];
    return refuse("ALREADY_EXISTS", "There is a lot under this id already.");
  }
  const refused = refuseAny(origin);
  if (refused) return refused;
  const placed = holds.map((data) => ({ type: "HoldPlaced", data }) as const);
  const linked = deviationIds.map(
    (deviationId) => ({ type: "LotDeviationLinked", data: { deviationId } }) as const,
  );
  return [origin, ...placed, ...linked];
}

/** What was asked at the dock is no part of what is repeated. */
const asGiven = ({ type, data }: { readonly type: string; readonly data: unknown }) =>
  typeof data === "object"
    ? { type, data: { ...data, arrival: undefined, confirmed: undefined } }
    : { type, data };

type Received = Extract<OriginEvent, { type: "MaterialLotReceived" }>["data"];

/** Net is gross less tare, where both were weighed and nobody stated it. */
function weighed(data: Received): Received {
  const containers = data.containers.map((one): Received["containers"][number] => {
    if (one.quantity || !one.gross || !one.tare) return one;
    const net = add(one.gross, negate(one.tare));
    return "refused" in net ? one : { ...one, quantity: net };
  });
  return { ...data, containers };
}

function refuseAny(origin: OriginEvent): Refusal | undefined {
  const { quantity, containers } = origin.data;
  // Each is looked at for what is taken of it: one that is named twice would be for half.
  const from = origin.type === "MaterialLotsMerged" ? origin.data.from : [];
  const stated: readonly (Quantity | undefined)[] = [
    quantity,
    ...from.map((one) => one.quantity),
    ...containers.flatMap((one) => [one.quantity, "count" in one ? one.count : undefined]),
  ];
  return (
    refuseTwice(
      from.map(({ materialLotId }) => materialLotId),
      "Lot",
    ) ??
    refuseTwice(
      containers.map(({ containerId }) => containerId),
      "Container",
    ) ??
    stated.map((one) => one && refuseNotPositive(one)).find((refused) => refused)
  );
}
