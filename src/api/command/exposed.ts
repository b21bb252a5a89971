// Which commands the wire offers: all of the domain's. Those that touch two streams are offered as
// what they are together (two-streams.ts), never by their halves.
import * as batchLifecycle from "../../domain/batch/lifecycle/commands.ts";
import * as batchParameter from "../../domain/batch/parameter/commands.ts";
import * as batchPhase from "../../domain/batch/phase/commands.ts";
import * as batchResult from "../../domain/batch/result/commands.ts";
import * as batchReview from "../../domain/batch/review/commands.ts";
import * as deviation from "../../domain/deviation/commands.ts";
import * as equipment from "../../domain/equipment/commands.ts";
import type { Command } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import type { SubjectKind } from "../../domain/kernel/subject.ts";
import * as location from "../../domain/location/commands.ts";
import * as logisticUnit from "../../domain/logistic-unit/commands.ts";
import * as materialDefinition from "../../domain/material-definition/commands.ts";
import * as lotOrigin from "../../domain/material-lot/origin/commands.ts";
import * as lotStatus from "../../domain/material-lot/status/commands.ts";
import * as lotUpkeep from "../../domain/material-lot/upkeep/commands.ts";
import * as lotUse from "../../domain/material-lot/use/commands.ts";
import * as order from "../../domain/order/commands.ts";
import * as party from "../../domain/party/commands.ts";
import * as person from "../../domain/person/commands.ts";
import * as shipment from "../../domain/shipment/commands.ts";
import type { Exposed } from "./command.ts";
import { overTwoStreams } from "./two-streams.ts";

/** The name of each kind of thing in an address. */
const collections: Partial<Record<SubjectKind, string>> = {
  batch: "batches",
  deviation: "deviations",
  equipment: "equipment",
  location: "locations",
  logisticUnit: "logistic-units",
  materialDefinition: "material-definitions",
  materialLot: "lots",
  order: "orders",
  party: "parties",
  person: "people",
  shipment: "shipments",
};

const modules: readonly object[] = [
  batchLifecycle,
  batchParameter,
  batchPhase,
  batchResult,
  batchReview,
  deviation,
  equipment,
  location,
  logisticUnit,
  materialDefinition,
  lotOrigin,
  lotStatus,
  lotUpkeep,
  lotUse,
  order,
  party,
  person,
  shipment,
];

/** What only a process says, which knows the other stream, or an import, which knows its source. */
const halves: ReadonlySet<string> = new Set([
  "ChangeQualityStatus",
  "CorrectMaterialDrawn",
  "DrawMaterial",
  "MergeMaterialLots",
  "ProduceMaterialLot",
  "RecordDrawnForMerge",
  "RecordMaterialDrawn",
  "ReturnUnconsumed",
  "SplitMaterialLot",
  "SplitOffMaterialLot",
  "SummariseProcessData",
]);

export const exposed: readonly Exposed[] = [
  ...modules
    .flatMap((module): readonly unknown[] => Object.values(module))
    .filter(isCommand)
    .filter(({ name }) => !halves.has(name))
    .flatMap(exposedAlone),
  ...overTwoStreams,
];

type AnyCommand = Command<unknown, unknown, AnyEvent>;

function exposedAlone(command: AnyCommand): readonly Exposed[] {
  const { name, data, aggregate } = command;
  const collection = collections[aggregate.category];
  if (collection === undefined) return [];
  const execute: Exposed["execute"] = (handler, call, session) =>
    handler.execute(command, call, session);
  return [{ name, collection, data, execute }];
}

function isCommand(value: unknown): value is AnyCommand {
  return typeof value === "object" && value !== null && "aggregate" in value && "decide" in value;
}
