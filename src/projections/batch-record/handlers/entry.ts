// What is printed whole, as its event says it: the copy of the master, what was taken and weighed,
// labels, written entries, departures, overrides, attachments, blank forms.
import type { BatchEvent } from "../../../domain/batch/batch.ts";
import type { Into, Occurred } from "../../projection.ts";
import { type HandlersOf, ofBatchWithId, type Tables } from "./tables.ts";

const keep = <Event extends BatchEvent>(into: Into<Tables>, event: Occurred<Event>): void =>
  into.insert("entry", { ...ofBatchWithId(event), type: event.type, data: event.data });

type Kept =
  | "MasterRecipeCopied"
  | "ContainerSelected"
  | "MaterialDispensed"
  | "EntryWritten"
  | "LabelIssued"
  | "LabelReturned"
  | "LabelDestroyed"
  | "LabelReconciled"
  | "BatchDeviationLinked"
  | "DepartureAuthorised"
  | "OverrideAuthorised"
  | "DocumentAttached"
  | "BlankFormIssued"
  | "BlankFormReturned"
  | "BlankFormVoided"
  | "TranscriptionChecked"
  | "SerialsIssued"
  | "SerialsAccounted"
  | "SerialsReconciled";
export type KeptEvent = Extract<BatchEvent, { readonly type: Kept }>;

export const entryHandlers: HandlersOf<Kept> = {
  MasterRecipeCopied: keep,
  ContainerSelected: keep,
  MaterialDispensed: keep,
  EntryWritten: keep,
  LabelIssued: keep,
  LabelReturned: keep,
  LabelDestroyed: keep,
  LabelReconciled: keep,
  BatchDeviationLinked: keep,
  DepartureAuthorised: keep,
  OverrideAuthorised: keep,
  DocumentAttached: keep,
  BlankFormIssued: keep,
  BlankFormReturned: keep,
  BlankFormVoided: keep,
  TranscriptionChecked: keep,
  SerialsIssued: keep,
  SerialsAccounted: keep,
  SerialsReconciled: keep,
};
