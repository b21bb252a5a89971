// How far long work has come: a bar where a person looks on, else a line each five seconds. On
// standard error.
export interface ProgressBar {
  show(what: string, done: number, of: number): void;
  /** Clears the bar. */
  end(): void;
}

const everyOnLine_ms = 5_000;
const everyOnBar_ms = 80;
const barLength = 30;

export function openProgress(stream: NodeJS.WriteStream): ProgressBar {
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show(what, done, of) {
      const now = performance.now();
      const every_ms = stream.isTTY ? everyOnBar_ms : everyOnLine_ms;
      if (now - shownAt < every_ms && done < of) return;
      if (!stream.isTTY && now - shownAt < every_ms) return;
      shownAt = now;
      const text = `${what} ${done} of ${of}`;
      stream.write(stream.isTTY ? `\r${bar(done / Math.max(of, 1))} ${text}\u001B[K` : `${text}\n`);
    },
    end() {
      if (stream.isTTY) stream.write("\r\u001B[K");
    },
  };
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * barLength);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `${"█".repeat(full)}${"░".repeat(barLength - full)} ${percent}%`;
}
