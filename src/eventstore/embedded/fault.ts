// Why the embedded node does not start; each code is stable.

export type EmbeddedNodeFaultCode =
  /** Another process has the data folder; stop it first. */
  | "DATA_DIR_IN_USE"
  /** A unix socket path must fit into 107 bytes (103 on macOS); choose a shorter folder. */
  | "SOCKET_PATH_TOO_LONG"
  /** The node has no log-in: it listens on the loopback interface or on a unix socket only. */
  | "ENDPOINT_NOT_LOOPBACK"
  /** Other machines are let in over TLS and with a log-in only. */
  | "NETWORK_ENDPOINT_INSECURE"
  /** Somebody else listens there. */
  | "ENDPOINT_IN_USE"
  /** The log was written by a newer program. */
  | "LOG_VERSION_UNSUPPORTED"
  /** The log cannot be opened: not a log, damaged, or no permission. */
  | "LOG_UNREADABLE"
  /** It goes on in another store, which the message names. */
  | "LOG_MOVED"
  /** Anything else; the message says what. */
  | "NODE_START_FAILED";

export class EmbeddedNodeFault extends Error {
  override readonly name = "EmbeddedNodeFault";
  readonly code: EmbeddedNodeFaultCode;

  constructor(code: EmbeddedNodeFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
