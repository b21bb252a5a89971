// Tells "the database is away" (try again later; 503 on the wire) from "the statement is wrong".

/** True for an error, or one of its causes, that says the database cannot be reached at present. */
export function isUnavailable(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (isUnavailableItself(at)) return true;
    if (at instanceof AggregateError && at.errors.some(isUnavailable)) return true;
  }
  return false;
}

function isUnavailableItself(error: Error): boolean {
  if ("code" in error && typeof error.code === "string") {
    // ENOENT is a missing socket only when it comes from connecting to one.
    if (error.code === "ENOENT") return "syscall" in error && error.syscall === "connect";
    return socketCodes.has(error.code) || isUnavailableState(error.code);
  }
  return wordsOfPg.some((words) => error.message.startsWith(words));
}

const socketCodes = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * SQLSTATE: classes 08 (connection), 53 (disk full, out of memory, too many connections), 58 (the
 * server's files), and shutdown. Each may pass; none says anything about the statement.
 */
function isUnavailableState(code: string): boolean {
  const states = ["57P01", "57P02", "57P03", "57P05", "25006"];
  return /^(08|53|58)[0-9A-Z]{3}$/.test(code) || states.includes(code);
}

// node-postgres gives these no code; the tests provoke each.
const wordsOfPg = [
  "Connection terminated",
  "Client has encountered a connection error",
  "Client was closed and is not queryable",
  "timeout exceeded when trying to connect",
];
