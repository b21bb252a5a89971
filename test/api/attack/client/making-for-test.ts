// A batch for a client, of two lots of that client's.
import { ok } from "../../people-for-test.ts";
import { charged } from "../../plant-for-test.ts";
import type { Client } from "../../service-for-test.ts";

export const material = (id: string) => ({ materialDefinitionId: id, name: `Material ${id}` });

export const issue = (of: string, batchNumber: string, client?: string) => ({
  batchNumber,
  material: material(of),
  equipmentIds: [],
  dataOrigin: "live",
  ...(client !== undefined && { clientPartyId: client }),
});

/** Of a product and lot of the same name. */
export const output = (materialLotId: string, product: string) => ({
  materialLotId,
  material: material(product),
  identifiers: [{ scheme: "product", issuer: "us", value: materialLotId }],
  containers: [],
});

/** Batch `one` of product `one`, running, of `one-raw` and, charged where asked, `one-rest`. */
export async function begun(
  { give }: Client,
  one: string,
  client: string,
  charging: readonly string[],
): Promise<void> {
  const lot = (name: string) => ({
    material: material(`raw-${one}`),
    identifiers: [{ scheme: "raw", issuer: "Mill", value: name }],
    quantity: { value: "25", unitOfMeasure: "kg" },
    containers: [],
    qualityStatus: "quarantine",
    ownerPartyId: client,
  });
  const steps: readonly (readonly [path: string, data: object])[] = [
    [`/v1/lots/${one}-raw/receive-material-lot`, lot(`${one}-raw`)],
    [`/v1/lots/${one}-rest/receive-material-lot`, lot(`${one}-rest`)],
    [`/v1/batches/${one}/issue-batch`, issue(one, one, client)],
    [`/v1/batches/${one}/start-batch`, {}],
    ...charging.map((name) => [`/v1/lots/${one}-${name}/record-charge`, charged(one)] as const),
  ];
  for (const [path, data] of steps) ok(await give(path, data));
}
