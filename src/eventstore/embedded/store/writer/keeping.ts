// Categories of streams that keep everything: nobody deletes such a stream, sets it to forget,
// takes its readers away, or puts events of the store's own into it, which no reader of the log
// sees and which so leave a gap in it for whoever copies it. The protocol has all that, and other
// streams are served it; for these categories it is refused, and that somebody asked for it is an
// event of the node's own.
import type { WriteOperation } from "../operation.ts";
import { describedBy } from "../record.ts";
import { parseObject } from "./stream-rules.ts";

export const refusalStream = "$retention-refusals";
export const refusalType = "$retentionRefused";

export interface Refused {
  readonly stream: string;
  /** What was asked for. */
  readonly asked: readonly Asked[];
}

const settings = ["$maxAge", "$maxCount", "$tb", "$acl"] as const;
type Asked =
  | (typeof settings)[number]
  | WriteOperation["kind"]
  | "unreadable metadata"
  | "event of a $ type";

export class Keeping {
  private readonly categories: ReadonlySet<string>;

  /** Streams "<category>-..." of these. */
  constructor(categories: readonly string[]) {
    this.categories = new Set(categories);
  }

  refused(operation: WriteOperation): Refused | undefined {
    const described = describedBy(operation.stream);
    const stream = described ?? operation.stream;
    if (operation.stream === refusalStream) return { stream, asked: [operation.kind] };
    if (!this.keeps(stream)) return undefined;
    if (operation.kind !== "append") return { stream, asked: [operation.kind] };
    const asked = new Set(
      operation.events.flatMap(({ type, data }) =>
        described === undefined ? askedBy(type) : askedIn(data),
      ),
    );
    return asked.size === 0 ? undefined : { stream, asked: [...asked] };
  }

  private keeps(stream: string): boolean {
    // Whoever could empty it would switch off the alerts.
    if (stream === refusalStream) return true;
    const dash = stream.indexOf("-");
    return dash > 0 && this.categories.has(stream.slice(0, dash));
  }
}

/** Links among them. */
const askedBy = (type: string): Asked[] => (type.startsWith("$") ? ["event of a $ type"] : []);

/** What this node cannot read, the next store that the log is copied to may. */
function askedIn(data: Uint8Array): Asked[] {
  const metadata = parseObject(data);
  if (metadata === undefined) return ["unreadable metadata"];
  return settings.filter((name) => metadata[name] !== undefined && metadata[name] !== null);
}
