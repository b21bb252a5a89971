// The materials and lots that a laboratory row names.
// Quantities are not in the files, and are left out.
import { defineMaterial } from "../../domain/material-definition/commands.ts";
import { receiveMaterialLot } from "../../domain/material-lot/origin/commands.ts";
import { derivedId } from "../../eventstore/handler/event-id.ts";
import type { Run } from "../run.ts";
import { lotScheme } from "./anomaly.ts";
import { type RawMaterial, unstated } from "./columns.ts";
import { dataSet } from "./data-set.ts";
import type { LaboratoryRow } from "./laboratory.ts";

const rawNames: Readonly<Record<RawMaterial, string>> = {
  api: "Active ingredient",
  smcc: "Silicified microcrystalline cellulose (SMCC)",
  lactose: "Lactose",
  starch: "Starch",
};
export const rawMaterials: readonly RawMaterial[] = ["api", "smcc", "lactose", "starch"];

const lotTrace = [{ level: "lot", mandatory: true } as const];

/** An id that is the same in every folder and at every repetition. */
const idOf = (...parts: readonly string[]): string => derivedId(dataSet, ...parts);

export interface MaterialReference {
  readonly materialDefinitionId: string;
  readonly name: string;
}

/**
 * Each material and raw lot is made once in a run, however
 * many batches ask for it at the same time.
 */
export class Materials {
  readonly #run: Run;
  readonly #made = new Map<string, Promise<unknown>>();
  readonly lotIds = new Set<string>();

  constructor(run: Run) {
    this.#run = run;
  }

  async product(row: LaboratoryRow): Promise<MaterialReference> {
    const name = `Film-coated tablets, product code ${row.productCode}`;
    return this.#material(`tablets-${row.productCode}`, name, "finishedProduct", "{tablet}", row);
  }

  /** The lot of a raw material that the row names. */
  async rawLot(
    row: LaboratoryRow,
    of: RawMaterial,
  ): Promise<{ materialLotId: string; material: MaterialReference }> {
    const scheme = lotScheme(of, row);
    const name = of === "api" ? `${rawNames.api}, code ${row.apiCode}` : rawNames[of];
    const material = await this.#material(scheme, name, "rawMaterial", unstated, row);
    const value = row.lots[of];
    const materialLotId = idOf("lot", scheme, value);
    this.lotIds.add(materialLotId);
    await this.#once(materialLotId, () =>
      this.#run.give(
        receiveMaterialLot,
        materialLotId,
        {
          material,
          identifiers: [{ scheme, issuer: dataSet, value }],
          containers: [],
          qualityStatus: "unstated",
        },
        [],
        row,
        monthOnly(row),
      ),
    );
    return { materialLotId, material };
  }

  producedLot(row: LaboratoryRow) {
    const scheme = `tablets-${row.productCode}`;
    const materialLotId = idOf("lot", scheme, row.batch);
    this.lotIds.add(materialLotId);
    return { materialLotId, identifiers: [{ scheme, issuer: dataSet, value: row.batch }] };
  }

  async #material(
    code: string,
    name: string,
    kind: "rawMaterial" | "finishedProduct",
    baseUnitOfMeasure: string,
    row: LaboratoryRow,
  ): Promise<MaterialReference> {
    const materialDefinitionId = idOf("material", code);
    const data = { name, identifiers: [], traceability: lotTrace, kind, baseUnitOfMeasure };
    await this.#once(materialDefinitionId, () =>
      this.#run.give(defineMaterial, materialDefinitionId, data, [], row),
    );
    return { materialDefinitionId, name };
  }

  async #once(id: string, make: () => Promise<unknown>): Promise<void> {
    const making = this.#made.get(id) ?? make();
    this.#made.set(id, making);
    await making;
  }
}

/**
 * The laboratory's file says the month and no day: the first
 * stands for it, and its clock is of unknown quality.
 */
export const monthOnly = ({ startMonth }: LaboratoryRow) =>
  ({ occurredAt: `${startMonth}-01T00:00:00`, clockQuality: "unknown" }) as const;
