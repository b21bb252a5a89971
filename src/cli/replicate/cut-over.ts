// The cut-over: the log of a data folder that nothing runs on is fenced, copied to its end,
// compared and left. From the fence on no event gets into it, so none is missed.
import { join } from "node:path";
import { checkpointsIn, openCheckpointFile } from "../../anchors/checkpoint-file.ts";
import { readFence, writeFence } from "../../eventstore/embedded/store/fence.ts";
import { startEmbeddedNode } from "../../eventstore/embedded/supervisor.ts";
import { openEventLog } from "../../eventstore/event-log.ts";
import { openDataDirectory } from "../../vault/data-directory.ts";
import type { Settings } from "../instance/settings.ts";
import { logOf, type Run } from "../run.ts";
import { type CopyReport, copyAndCompare } from "./copying.ts";
import type { TargetAddress } from "./target.ts";

/** Whether a cut-over to this address was begun and not ended: whoever began it was asked who. */
export function isCuttingOver({ dataDirectory }: Settings, { shown }: TargetAddress): boolean {
  const fence = readFence(join(dataDirectory, "log"));
  return fence?.state === "moving" && fence.to === shown;
}

/** Throws DATA_DIR_IN_USE, LOG_MOVED, and what `copyAndCompare` throws; then the fence stays. */
export async function cutOver(
  run: Run,
  settings: Settings,
  { url, shown }: TargetAddress,
): Promise<CopyReport> {
  await using closing = new AsyncDisposableStack();
  const folder = await openDataDirectory(settings.dataDirectory, { waitMilliseconds: 0 });
  closing.defer(() => folder.close());
  const node = await startEmbeddedNode({
    directory: folder.log,
    socket: join(folder.runtimeDirectory, "events.sock"),
    logger: logOf(run, true),
    movingTo: shown,
  });
  closing.defer(() => node.stop());
  const log = await openEventLog(node);
  closing.defer(() => log.close());
  const path = join(folder.checkpoints, "log");
  // Made where nothing was signed yet.
  const file = await openCheckpointFile(path);
  closing.defer(() => file.close());
  const report = await copyAndCompare(run, { log, checkpoints: checkpointsIn(path) }, url);
  writeFence(folder.log, { state: "moved", to: shown });
  return report;
}
