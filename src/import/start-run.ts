// The beginning of an import: under an id that is worked out from the files, so that the same
// files are the same import.
import { startImport } from "../domain/import/commands.ts";
import type { Reason } from "../domain/kernel/metadata.ts";
import { derivedId } from "../eventstore/handler/event-id.ts";
import type { Handler, Session } from "../eventstore/handler/handle.ts";
import { Run } from "./run.ts";
import type { SourceFile } from "./source-file.ts";

export interface ImportParts {
  readonly handler: Handler;
  /** The site; the actor is the import, whoever starts it. */
  readonly session: Session;
  /** The id of the person or the service that runs it, once people exist. */
  readonly onBehalfOf?: string;
  /** Keeps the original bytes of a file. */
  readonly keep: (path: string) => Promise<unknown>;
}

export interface Importer {
  readonly name: string;
  readonly version: string;
  /** `Import of the tablet data set`: as the actor is called. */
  readonly called: string;
  readonly dataSet: string;
}

export interface Started {
  readonly correct?: Reason;
  readonly signal?: AbortSignal;
}

/** Keeps the files, and says in the log that they are taken in. */
export async function startRun(
  parts: ImportParts,
  { name, version, called, dataSet }: Importer,
  files: readonly SourceFile[],
  { correct, signal }: Started,
): Promise<Run> {
  for (const { path } of files) await parts.keep(path);
  const digests = files.map(({ sha256 }) => sha256).sort();
  const mode = correct ? ["correct", correct.code, correct.text] : [];
  const importId = derivedId(dataSet, "import", version, ...digests, ...mode);
  const { handler, onBehalfOf } = parts;
  const session = { ...parts.session, actor: { kind: "import", id: name, name: called } as const };
  const run = new Run({ dataSet, handler, session, onBehalfOf, importId, correct, signal });
  const taken = files.map((file) => ({ name: file.name, sha256: file.sha256, bytes: file.bytes }));
  const at = { file: files[0]?.name ?? "", line: 1 };
  const started = { dataSet, files: taken, importer: { name, version } };
  await run.give(startImport, importId, started, [], at);
  return run;
}
