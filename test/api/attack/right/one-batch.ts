// One batch of whom a right may leave out, by every way of asking for it and writing it.
import { charged } from "../../plant-for-test.ts";

/** Everything that shows something of one batch or its lots. */
export const readsOf = (one: string) => [
  `/v1/batches/${one}/record`,
  `/v1/batches/${one}/record?format=html`,
  `/v1/lots/${one}-raw`,
  `/v1/audit-trail?batch=${one}`,
  `/v1/audit-trail?aboutKind=materialLot&aboutId=${one}-raw`,
  `/v1/traces?from=batch:${one}&direction=backward`,
  `/v1/traces?from=raw:${one}-raw&direction=forward&format=csv`,
  `/batches/${one}`,
  `/batches/${one}/trail`,
  `/traces?from=batch:${one}&direction=backward`,
];

const part = { into: [{ materialLotId: "new", identifiers: [], containerIds: [] }] };
/** What can be told of it. */
export const commandsOn = (one: string): readonly (readonly [path: string, data: object])[] => [
  [`/v1/batches/${one}/start-batch`, {}],
  [`/v1/batches/${one}/complete-batch`, {}],
  [`/v1/batches/${one}/add-comment`, { text: "An attack." }],
  [`/v1/lots/${one}-rest/record-charge`, charged(one)],
  [`/v1/lots/${one}-rest/charge-material`, charged(one)],
  [`/v1/lots/${one}-rest/split-lot`, part],
];
