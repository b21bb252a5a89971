// What is refused before anybody looks at what is asked for.

export type WireFaultCode =
  | "HOST_NOT_SERVED"
  | "HOST_AMBIGUOUS"
  | "ORIGIN_FORBIDDEN"
  | "INSECURE_TRANSPORT"
  | "PROXY_NOT_TRUSTED"
  | "CREDENTIAL_IN_URL"
  | "CREDENTIALS_AMBIGUOUS"
  | "COOKIE_MALFORMED"
  | "CSRF_REFUSED"
  | "JSON_TOO_DEEP"
  | "TOO_MANY_REQUESTS";

/** Status and title are in the table of `faults.ts`. The message is sent, so it holds no secret. */
export class WireFault extends Error {
  override readonly name = "WireFault";
  readonly code: WireFaultCode;

  constructor(code: WireFaultCode, message: string) {
    super(message);
    this.code = code;
  }
}
