// A lot and the batch that it went into, through commands as any caller gives them.
import type { ServiceForTest } from "./service-for-test.ts";

const material = (name: string) => ({ materialDefinitionId: name.toLowerCase(), name });
export const kg = (value: string) => ({ value, unitOfMeasure: "kg" });

export const received = (value: string, issuer = "Mill") => ({
  material: material("Starch"),
  identifiers: [{ scheme: "starch", issuer, value }],
  quantity: kg("25"),
  containers: [],
  qualityStatus: "quarantine",
});

export const issued = (batchNumber: string) => ({
  batchNumber,
  material: material("Tablets"),
  equipmentIds: [],
  dataOrigin: "live",
});

export const charged = (batchId: string, value = "10") => ({
  batchId,
  quantity: kg(value),
  charge: { kind: "charge", basis: "weighed" },
});

type Giving = Pick<ServiceForTest, "give">;

/** Lot `<name>-lot`, called starch:<name>, went into batch `<name>`; tablets:<name> came of it. */
export async function playBatch({ give }: Giving, name: string): Promise<void> {
  const steps: readonly (readonly [path: string, data: object])[] = [
    [`/v1/lots/${name}-lot/receive-material-lot`, received(name)],
    [`/v1/batches/${name}/issue-batch`, issued(name)],
    [`/v1/batches/${name}/start-batch`, {}],
    [`/v1/lots/${name}-lot/record-charge`, charged(name)],
    [
      `/v1/batches/${name}/record-output`,
      {
        materialLotId: `${name}-tablets`,
        material: material("Tablets"),
        identifiers: [{ scheme: "tablets", issuer: "us", value: name }],
        containers: [],
      },
    ],
  ];
  for (const [path, data] of steps) {
    const { status, body } = await give(path, data);
    if (status !== 200) throw new Error(`${path}: ${JSON.stringify(body)}`);
  }
}
