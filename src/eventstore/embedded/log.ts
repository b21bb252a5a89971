// The node's own log: one JSON object per line on stderr, faults only.

export interface Log {
  error(code: string, error: unknown): void;
}

export const stderrLog: Log = {
  error(code, error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const time = new Date().toISOString();
    process.stderr.write(`${JSON.stringify({ level: "error", time, code, message, stack })}\n`);
  },
};
