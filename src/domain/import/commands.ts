// Telling the course of an import. A finding is told once, also when an interrupted import is run
// again.
import { commandsOf } from "../kernel/decider.ts";
import { sameContent } from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import { AnomalyFound, ImportCompleted, ImportConflictFound, ImportStarted } from "./events.ts";
import { findingKey, importing } from "./import.ts";

const command = commandsOf(importing);

export const startImport = command(
  "StartImport",
  "importData",
  ImportStarted.data,
  (data, state) => {
    if (state.status === "unknown") return [{ type: "ImportStarted", data }];
    if (sameContent(state.started, data)) return [];
    return refuse("ALREADY_EXISTS", "Another import has this id.");
  },
);

export const noteAnomaly = command(
  "NoteAnomaly",
  "importData",
  AnomalyFound.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    return state.found.has(findingKey(data)) ? [] : [{ type: "AnomalyFound", data }];
  },
);

export const noteImportConflict = command(
  "NoteImportConflict",
  "importData",
  ImportConflictFound.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    if (data.formerDigest === data.newDigest) return [];
    return state.found.has(findingKey(data)) ? [] : [{ type: "ImportConflictFound", data }];
  },
);

export const completeImport = command(
  "CompleteImport",
  "importData",
  ImportCompleted.data,
  (data, state) => {
    if (state.status === "unknown") return unknown;
    return state.status === "completed" ? [] : [{ type: "ImportCompleted", data }];
  },
);

const unknown = refuse("NOT_FOUND", "No import was started under this id.");
