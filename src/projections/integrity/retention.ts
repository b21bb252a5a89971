// Streams that the store was told to forget events of: named where the log has the first of them.
import type { RetentionSetting } from "../../eventstore/port.ts";
import type { LoggedBytes } from "../../eventstore/stored-event.ts";
import type { LogFinding } from "./finding.ts";

/**
 * Reads `log`, which begins at position `from`, only where there is such a setting. A stream that
 * it has no event of is named at its beginning.
 */
export async function retentionFindings(
  settings: readonly RetentionSetting[],
  log: AsyncIterable<LoggedBytes>,
  from: number,
): Promise<readonly LogFinding[]> {
  if (settings.length === 0) return [];
  const places = new Map<string, number>();
  const streams = new Set(settings.map(({ stream }) => stream));
  let position = from;
  for await (const { stream } of log) {
    if (streams.has(stream) && !places.has(stream)) places.set(stream, position);
    position += 1;
  }
  return [...streams]
    .map((stream): LogFinding => {
      const own = settings.filter((one) => one.stream === stream);
      const detail = `The store was told to forget: ${own.map((one) => one.setting).join(", ")}.`;
      return { code: "RETENTION_SET", position: places.get(stream) ?? from, stream, detail };
    })
    .sort((one, other) => one.position - other.position);
}
