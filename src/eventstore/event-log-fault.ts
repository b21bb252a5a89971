// What can go wrong between us and the store, whichever class the client threw.

export type EventLogFaultCode =
  | "WRONG_EXPECTED_REVISION"
  | "APPEND_TOO_LARGE"
  | "STREAM_DELETED"
  | "EVENT_STORE_UNAVAILABLE"
  | "MALFORMED_EVENT";

export class EventLogFault extends Error {
  readonly code: EventLogFaultCode;
  readonly stream: string | undefined;
  /** With WRONG_EXPECTED_REVISION: where the stream stands; -1 when it does not exist. */
  readonly actual: number | undefined;

  constructor(
    code: EventLogFaultCode,
    message: string,
    more: { stream?: string; actual?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = "EventLogFault";
    this.code = code;
    this.stream = more.stream;
    this.actual = more.actual;
  }
}
