// What can go wrong between us and the store, whichever class the client threw.

export type EventLogFaultCode =
  /** Somebody else appended first: fold again and decide again. */
  | "WRONG_EXPECTED_REVISION"
  | "APPEND_TOO_LARGE"
  | "STREAM_DELETED"
  /** Passing: the same call may be made again. */
  | "EVENT_STORE_UNAVAILABLE"
  | "MALFORMED_EVENT"
  | "MALFORMED_STREAM"
  /** A revision or a limit that is not a whole number from 0 on. */
  | "MALFORMED_REVISION"
  | "MALFORMED_POSITION"
  | "EVENT_STORE_ADDRESS_MALFORMED"
  | "ACCESS_DENIED"
  /** The store will not do this, however often it is asked; `cause` says why. */
  | "EVENT_STORE_REFUSED"
  | "TOO_MANY_FOLLOWERS"
  /** The store is set to forget events of ours, or has forgotten some. */
  | "RETENTION_ACTIVE"
  /** The store does not give all events of a stream. */
  | "STREAM_INCOMPLETE"
  /** An event has a mac, and is not what it was made over. */
  | "EVENT_CHANGED"
  /** An event has no mac: somebody else wrote it, or made one of ours look so. */
  | "EVENT_FOREIGN"
  /** A log that is to be copied has not all of its events any more. */
  | "SOURCE_INCOMPLETE"
  | "STORE_EVENT_IN_STREAM"
  /** Where a log is to be copied to there is another one. */
  | "TARGET_NOT_EMPTY"
  /** It begins as the log that is copied, and then goes on otherwise. */
  | "TARGET_DIFFERS"
  | "EVENT_LOG_CLOSED";

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
