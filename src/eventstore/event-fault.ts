// An event that cannot be written or read as it stands.

export type EventFaultCode = "MALFORMED_EVENT" | "MALFORMED_TEXT" | "EVENT_TOO_NEW";

export class EventFault extends Error {
  readonly code: EventFaultCode;
  /** Where in the event (RFC 6901), where that is known. */
  readonly pointer: string | undefined;

  constructor(code: EventFaultCode, message: string, pointer?: string) {
    super(message);
    this.name = "EventFault";
    this.code = code;
    this.pointer = pointer;
  }
}
