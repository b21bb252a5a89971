// Four firms of a tuna chain as they published it, in kilograms: a lot that was recorded with 9,876
// went into the next step as 10,000. That is shown, not mended.
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { z } from "zod";
import type { Database } from "../../../src/database/connection.ts";
import { eventTypes } from "../../../src/domain/catalogue.ts";
import { genealogy } from "../../../src/projections/genealogy/genealogy.ts";
import { trace } from "../../../src/projections/genealogy/trace.ts";
import { whereabouts as where } from "../../../src/projections/whereabouts/reached.ts";
import { whereabouts } from "../../../src/projections/whereabouts/whereabouts.ts";
import { withDatabase } from "../../database-hook.ts";
import { sharedData, testOnData } from "../../shared-data.ts";
import { consumed, issued, kg, produced, received } from "../genealogy/material.ts";
import { type Happened, project, stored } from "../history.ts";

const path = "seafood-chain/CSharp/OpenTraceability.Tests/Data/gdst_data_withmasterdata.jsonld";

const Amount = z.object({ epcClass: z.string(), quantity: z.number(), uom: z.literal("KGM") });
const amounts = z.array(Amount).default([]);
const Document = z.object({
  epcisBody: z.object({
    eventList: z.array(
      z.object({
        type: z.string(),
        action: z.string().optional(),
        eventTime: z.string(),
        quantityList: amounts,
        inputQuantityList: amounts,
        outputQuantityList: amounts,
      }),
    ),
  }),
});

const lotOf = ({ epcClass }: z.output<typeof Amount>) => epcClass.split(":").at(-1) ?? "";
const quantityOf = ({ quantity }: z.output<typeof Amount>) => ({ quantity: kg(String(quantity)) });

/** What came into being and what went into what; where it travelled does not change that. */
function historyIn(document: z.output<typeof Document>): readonly Happened[] {
  const events = document.epcisBody.eventList.toSorted((one, other) =>
    one.eventTime < other.eventTime ? -1 : 1,
  );
  return events.flatMap(({ type, action, ...event }, n): Happened[] => {
    if (type === "ObjectEvent" && action === "ADD") {
      return event.quantityList.map((one) => received(lotOf(one), quantityOf(one)));
    }
    if (type !== "TransformationEvent") return [];
    const step = `step-${n}`;
    return [
      issued(step),
      ...event.inputQuantityList.map((one) => consumed(step, lotOf(one), quantityOf(one))),
      ...event.outputQuantityList.map((one) => produced(step, lotOf(one), quantityOf(one))),
    ];
  });
}

let database: Database;
withDatabase((opened) => {
  database = opened;
});

testOnData(
  path,
  "what a lot was recorded with and what was used of it need not agree",
  async () => {
    const history = historyIn(Document.parse(JSON.parse(readFileSync(sharedData(path), "utf8"))));
    for (const model of [genealogy, whereabouts]) {
      await project(database, model, eventTypes, stored(eventTypes, history));
    }
    const { kysely } = database;
    const at = "2026-11-26T00:00:00.000Z";
    const feed = await where(kysely, { from: "lot-no:feedmill.1u.ff11252021", at });
    if (feed.found !== "one") throw new Error(feed.found);
    expect(feed.whereabouts.lots.map(({ lotId }) => lotId)).toEqual([
      "feedmill.1u.ff11252021",
      "fishfarm.1u.farmed-tuna-01192022",
      "processor.10u.commingle-01232022",
      "processor.2u.v1-0122-2022",
    ]);
    const caught = "fisherman01.tunau.v1-0122-2022";
    const fish = await where(kysely, { from: `lot-no:${caught}`, alone: true, at });
    expect(fish).toMatchObject({
      whereabouts: {
        lots: [
          {
            made: kg("9876"),
            holdings: [
              { state: "inProcess", quantity: kg("10000") },
              { state: "overdrawn", quantity: kg("-124") },
            ],
          },
        ],
      },
    });
    const product = "lot-no:processor.2u.v1-0122-2022";
    const back = await trace(kysely, { from: product, direction: "backward", at });
    expect(back).toMatchObject({ found: "one" });
    const residue = back.found === "one" ? back.trace.residue : [];
    expect(residue.find(({ lotId }) => lotId === caught)).toMatchObject(kg("-124"));
    const commingled = residue.find(({ lotId }) => lotId === "processor.10u.commingle-01232022");
    expect(commingled).toMatchObject(kg("12124"));
  },
);
