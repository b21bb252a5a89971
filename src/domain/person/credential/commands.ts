// Setting and ending credentials, and recovering an account by two people. What proves an identity
// comes in encrypted; whether it does is checked before, by the code that knows its cryptography.
import { z } from "zod";
import type { Context } from "../../kernel/decider.ts";
import { Identifier } from "../../kernel/identifier.ts";
import { refuseUnlessPerson, refuseWithoutReason } from "../../kernel/precondition.ts";
import { type Refusal, refuse } from "../../kernel/refusal.ts";
import { CodeAccepted } from "../log-in/events.ts";
import { command, isInUse, type Person, present, refuseOther, refuseSelf } from "../person.ts";
import { endedBy, everyCredentialEnded } from "./credential.ts";
import { CredentialEnded, CredentialSet, RecoveryApproved, RecoveryRequested } from "./events.ts";

const Wanted = CredentialSet.data;

/** By what the person is found when it is shown: a passkey's id, an account at a provider. */
const found = Identifier.exactOptional();
const reservesFound = {
  identifiers: (data: { readonly found?: Identifier }) => (data.found ? [data.found] : []),
  code: "IDENTIFIER_TAKEN",
} as const;

const Own = z.strictObject({
  ...Wanted.shape,
  kind: z.enum(["password", "passkey", "totp", "oidc"]),
  found,
  codeStep: CodeAccepted.data.shape.codeStep.exactOptional(),
});

/**
 * A person's own. A former password or code generator ends with it; a passkey stands beside. The
 * code that showed that a generator is set up has counted by that.
 */
export const setCredential = command(
  "SetCredential",
  "own",
  Own,
  ({ found: _, codeStep, ...data }, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (one.credentials.has(data.credentialId)) return [];
    const refused = refuseOther(context) ?? refuseReuse(one, data.credentialId);
    if (refused) return refused;
    if (one.enrolled.account === "shared" && data.kind !== "password") {
      return refuse("SHARED_ACCOUNT_READ_ONLY", "What is personal is nobody's here.");
    }
    const used =
      codeStep === undefined ? [] : [{ type: "CodeAccepted" as const, data: { codeStep } }];
    return [...replaced(one, data.kind), { type: "CredentialSet", data }, ...used];
  },
  { reserves: reservesFound },
);

/**
 * Who manages people offers a link by which the person sets credentials of their own: the first
 * ones, for afterwards one person alone could take the account over (21 CFR 11.200(a)(3)).
 */
export const invitePerson = command(
  "InvitePerson",
  "managePeople",
  z.strictObject({ ...Wanted.shape, kind: z.literal("invitation") }),
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (one.credentials.has(data.credentialId)) return [];
    const isLinked = [...one.credentials.values()].some(({ kind }) => kind === "oidc");
    if (isLinked) return refuse("STATUS_BLOCKS_USE", "The person signs on at a provider.");
    const refused = refuseLettingIn(one, context) ?? refuseReuse(one, data.credentialId);
    return refused ?? [...replaced(one, "invitation"), { type: "CredentialSet", data }];
  },
);

/**
 * The person's account at an identity provider, told by who manages people. Afterwards the person
 * names another one, logged in.
 */
export const linkSingleSignOn = command(
  "LinkSingleSignOn",
  "managePeople",
  z.strictObject({ ...Wanted.shape, kind: z.literal("oidc"), found: Identifier }),
  ({ found: _, ...data }, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (one.credentials.has(data.credentialId)) return [];
    const refused = refuseLettingIn(one, context) ?? refuseReuse(one, data.credentialId);
    return refused ?? [...replaced(one, "oidc"), { type: "CredentialSet", data }];
  },
  { reserves: reservesFound },
);

const End = z.strictObject({
  credentialId: CredentialEnded.data.shape.credentialId,
  why: CredentialEnded.data.shape.why.extract(["lost", "replaced", "withdrawn"]),
});

/** By the person: lost, or no longer wanted. */
export const endOwnCredential = command("EndOwnCredential", "own", End, (data, state, context) =>
  ended(data, state, () => refuseOther(context)),
);

/** 21 CFR 11.300(c): reported lost, it counts no more, on every node at once. */
export const endCredential = command(
  "EndCredential",
  "secureAccounts",
  End,
  (data, state, context) =>
    ended(
      data,
      state,
      (kind) => refuseSelf(context) ?? refuseFactor(kind) ?? refuseWithoutReason(context),
    ),
);

export const requestRecovery = command(
  "RequestRecovery",
  "managePeople",
  RecoveryRequested.data,
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    if (one.recovery?.id === data.recoveryId) return [];
    const refused =
      refuseUnlessPerson(context) ?? refuseSelf(context) ?? refuseWithoutReason(context);
    return refused ?? [{ type: "RecoveryRequested", data }];
  },
);

/** 21 CFR 11.200(a)(3): by a second person, who is not given the link. */
export const approveRecovery = command(
  "ApproveRecovery",
  "secureAccounts",
  RecoveryApproved.data,
  (data, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    const { recovery } = one;
    if (recovery?.id !== data.recoveryId) return refuse("NOT_FOUND", "No such recovery is open.");
    if (recovery.code) return [];
    const refused = refuseUnlessPerson(context) ?? refuseSelf(context);
    if (refused) return refused;
    if (recovery.requestedBy === context.actor.id) {
      return refuse("SECOND_PERSON_REQUIRED", "Somebody else approves than who asked for it.");
    }
    if (expired(recovery.expiresAt, context)) {
      return refuse("CREDENTIAL_NOT_VALID", "The recovery has expired; it is asked for anew.");
    }
    return [{ type: "RecoveryApproved", data }];
  },
);

const Complete = z.strictObject({
  recoveryId: RecoveryRequested.data.shape.recoveryId,
  password: z.strictObject({ ...Wanted.shape, kind: z.literal("password") }),
});

/** Link and code were right: every former credential ends, and the person has a new password. */
export const completeRecovery = command(
  "CompleteRecovery",
  "system",
  Complete,
  ({ recoveryId, password }, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    const { recovery } = one;
    if (recovery?.id !== recoveryId || !recovery.code || expired(recovery.expiresAt, context)) {
      return refuse("CREDENTIAL_NOT_VALID", "No approved recovery is open.");
    }
    const refused = refuseOther(context) ?? refuseReuse(one, password.credentialId);
    if (refused) return refused;
    const unlocked = one.locked ? [{ type: "AccountUnlocked" as const, data: {} }] : [];
    return [
      ...everyCredentialEnded(one, "replaced"),
      { type: "CredentialSet", data: password },
      { type: "RecoveryCompleted", data: { recoveryId } },
      ...unlocked,
    ];
  },
);

const AcceptInvitation = z.strictObject({
  invitationId: Wanted.shape.credentialId,
  credential: z.strictObject({ ...Wanted.shape, kind: z.enum(["password", "passkey"]) }),
});

/**
 * The link is used up by what the person sets with it; by then it is the only way in, for whoever
 * sent it knows it.
 */
export const acceptInvitation = command(
  "AcceptInvitation",
  "system",
  AcceptInvitation,
  ({ invitationId, credential }, state, context) => {
    const one = present(state);
    if ("refused" in one) return one;
    const invitation = one.credentials.get(invitationId);
    const isOver = one.isTakenUp || expired(invitation?.expiresAt, context);
    if (invitation?.kind !== "invitation" || isOver) {
      const message = "The invitation has been used, replaced or has expired.";
      return refuse("CREDENTIAL_NOT_VALID", message);
    }
    const refused = refuseOther(context) ?? refuseReuse(one, credential.credentialId);
    if (refused) return refused;
    return [
      endedBy(invitationId, "invitation", "used"),
      { type: "CredentialSet", data: credential },
    ];
  },
);

type Ending = z.output<typeof End>;
type State = Parameters<typeof present>[0];

type Kind = z.output<typeof Wanted>["kind"];

function ended(
  { credentialId, why }: Ending,
  state: State,
  refusal: (kind: Kind) => Refusal | undefined,
) {
  if (state.status === "unknown") return refuse("NOT_FOUND", "No person has this id.");
  if (state.ended.has(credentialId)) return [];
  const credential = state.credentials.get(credentialId);
  if (!credential) return refuse("NOT_FOUND", "The person has no such credential.");
  return refusal(credential.kind) ?? [endedBy(credentialId, credential.kind, why)];
}

/** With it gone the password alone would do: that takes two people (21 CFR 11.200(a)(3)). */
const refuseFactor = (kind: Kind): Refusal | undefined =>
  kind === "totp"
    ? refuse("SECOND_PERSON_REQUIRED", "A code generator is replaced by a recovery, by two people.")
    : undefined;

/** Of a password, a code generator, an invitation and a sign-on there is one. */
const replaced = ({ credentials }: Person, kind: Kind) =>
  kind === "passkey"
    ? []
    : [...credentials]
        .filter(([, one]) => one.kind === kind)
        .map(([credentialId]) => endedBy(credentialId, kind, "replaced"));

/** By one person alone only while nobody has taken the account up. */
function refuseLettingIn(one: Person, context: Context): Refusal | undefined {
  if (isInUse(one)) {
    return refuse("STATUS_BLOCKS_USE", "The account is in use; it is recovered by two people.");
  }
  // Verified before anybody held it: a founder, whose way in is the console's alone.
  if (one.verified) {
    return refuse("STATUS_BLOCKS_USE", "The identity is verified; the way in is not given anew.");
  }
  return refuseSelf(context);
}

/** An id is never given twice: its key was destroyed. */
const refuseReuse = ({ ended }: Person, credentialId: string): Refusal | undefined =>
  ended.has(credentialId)
    ? refuse("CREDENTIAL_NOT_VALID", "This credential has ended; set a new one.")
    : undefined;

const expired = (until: string | undefined, { at }: Context): boolean =>
  until !== undefined && Date.parse(at) >= Date.parse(until);
