// `batchproof lot show`: how far a lot is on its way from the dock to release, and what is missing.
import { isRefusal } from "../../domain/kernel/refusal.ts";
import { findingText } from "../../domain/kernel/shape/test.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { sample } from "../../domain/sample/sample.ts";
import { evidenceIn, gather } from "../../processes/material/judgement/evidence.ts";
import { refusals } from "../../processes/material/judgement/gate.ts";
import { samplesOf } from "../../processes/material/judgement/results.ts";
import { findSeed } from "../../projections/genealogy/seed.ts";
import { quantityText } from "../../projections/wording/quantity.ts";
