// What each route that reads is asked, naming somebody else's things; and where its answer may tell
// of them all the same.
import type { LetThrough } from "./let-through.ts";

/** In the answers to questions. */
export const inQuestion: readonly LetThrough[] = [
  {
    why: "Lots and their samples travel, and what is specified is of every site.",
    to: ["site"],
    at: [
      ...[
        "/v1/lots",
        "/v1/samples",
        "/v1/specifications",
        "/v1/scan",
        "/v1/traces",
        "/v1/whereabouts",
      ],
      "/v1/recalls/preview",
      "/traces",
      ...["materialLot", "sample", "shipment"].map(
        (kind) =>
          `/v1/audit-trail?aboutKind=${kind}&aboutId=zfx-${kind === "materialLot" ? "lot" : kind}`,
      ),
    ],
  },
];

/** Lists, of which what is not one's own is left out: then they are empty. Others are refused. */
export const leavesOut: ReadonlySet<string> = new Set([
  ...["/v1/lots", "/v1/samples", "/v1/specifications", "/v1/stock", "/v1/batches"],
  ...["/v1/dispatch-list", "/v1/scan"],
]);

/** Parameters of questions that name nothing. */
export const namesNothing: readonly string[] = (
  "descending find kind sort " +
  "action after alone asOf at bad campaign changedOnly criticality depth digest foreignOnly form " +
  "format from happenedBy lateOnly limit mixing on peopleOnly refusedOnly rules shift state " +
  "strict classes rollUp " +
  "to type unflagged unitOfMeasure until version waitFor page section sectionPage told"
).split(" ");

const lot = "lot:zfx-lot";
const times = "from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z";
const seeds = ["lot:zfx-lot", "batch:zfx-batch", "batch:zfx-1"];
const several = [`?of=lot:own-lot&of=${lot}`, `?of=batch:own-batch&of=batch:zfx-batch`];
/** By route: what it is asked; others are asked as they are. */
export const questionsAbout: Readonly<Record<string, readonly string[]>> = {
  "/v1/lots": ["", `?identifier=${lot}`],
  "/v1/samples": ["", "?lot=zfx-lot", "?material=zfx"],
  "/v1/specifications": ["", "?material=zfx"],
  "/v1/scan": ["?text=zfx-lot", "?text=zfx-batch"],
  "/v1/stock": ["?material=zfx"],
  "/v1/equipment/:id/log": [`?${times}`],
  "/v1/equipment/:id/oee": [`?${times}&idealPerHour=1000`],
  "/v1/batches": ["", "?called=zfx-1"],
  "/v1/traces": seeds.map((from) => `?from=${from}&direction=forward`),
  "/traces": seeds.map((from) => `?from=${from}&direction=backward`),
  "/v1/whereabouts": seeds.flatMap((from) => [`?from=${from}`, `?from=${from}&serials=1`]),
  "/v1/traces/between": [`?from=lot:own-lot&to=${lot}`, `?from=${lot}&to=lot:own-lot`],
  "/v1/traces/common": several,
  "/v1/traces/circumstances": several,
  "/v1/traces/shares": [`?from=${lot}`],
  "/v1/recalls/preview": seeds.map((suspect) => `?suspect=${suspect}`),
  "/v1/dispatch-list": ["", "?site=site-1"],
  "/v1/master-recipes/:id/difference": ["?from=1&to=2"],
  "/v1/master-recipes/:id/back-test": ["?batches=zfx-batch"],
  "/v1/people/:id/contact": ["?purpose=none%20that%20anybody%20has"],
  "/v1/parties/:id/contacts": ["?purpose=none%20that%20anybody%20has"],
  "/v1/recalls/:id/consignees": ["?purpose=none%20that%20anybody%20has"],
  "/v1/rights/:right/holders": ["", "?client=client-zfx", "?material=zfx", "?site=site-1"],
  "/v1/access-log": ["", "?person=nobody"],
  "/v1/audit-trail": [
    "?aboutKind=equipment&aboutId=zfx-line&trail=record",
    ...["", "?batch=zfx-batch", "?aboutKind=materialLot&aboutId=zfx-lot", "?person=nobody"],
    ...["order", "party", "location", "sample", "shipment", "deviation"].map(
      (kind) => `?aboutKind=${kind}&aboutId=zfx-${kind}`,
    ),
    "?aboutKind=purchaseOrder&aboutId=zfx-purchase",
  ],
};
