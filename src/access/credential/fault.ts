// What can go wrong while somebody proves who they are. A wrong password is not among it: that is
// an answer, not a fault.

export type AccessFaultCode =
  /** Too many passwords wait to be worked on; passing. */
  | "TOO_BUSY"
  /** What is kept of a password is not in the form that this program writes. */
  | "CREDENTIAL_UNREADABLE"
  | "PASSKEY_REFUSED"
  | "SINGLE_SIGN_ON_REFUSED"
  /** Passing: the provider is away, or answers with an error of its own. */
  | "IDENTITY_PROVIDER_UNAVAILABLE";

export class AccessFault extends Error {
  override readonly name = "AccessFault";
  readonly code: AccessFaultCode;

  /** `why` is for the log; what a person who logs in reads must not say more than the code. */
  constructor(code: AccessFaultCode, why: string, options?: ErrorOptions) {
    super(why, options);
    this.code = code;
  }
}
