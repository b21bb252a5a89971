// From what the log tells to an alert for those who look after security (21 CFR 11.300(d)), and of
// recalls that reach more. One alert for one event, whoever follows the log and however often.
import { accessControlId } from "../domain/access-control/access-control.ts";
import { raiseSecurityAlert } from "../domain/access-control/commands.ts";
import type { ProductionEvent } from "../domain/catalogue.ts";
import type { DataOf } from "../domain/kernel/decider.ts";
import type { Recorded } from "../domain/kernel/metadata.ts";
import { recall } from "../domain/recall/recall.ts";
import { idsIn } from "../domain/recall/scope/scope.ts";
import { EventLogFault } from "../eventstore/event-log-fault.ts";
import { derivedId } from "../eventstore/handler/event-id.ts";
import type { Handler, Session } from "../eventstore/handler/handle.ts";
import { categoryAndId } from "../eventstore/stream-name.ts";

type Alert = DataOf<typeof raiseSecurityAlert>;

/** So many of what changes nothing by itself, in so long a time, are told. */
const oftenMax = 5;
const oftenWithin_ms = 10 * 60_000;

export interface AlertWatch {
  /** Raises what the event asks for. Throws what the handler throws; ask again then. */
  see(recorded: Recorded<ProductionEvent>): Promise<void>;
}

/**
 * `insidersSince`: UTC; what people within have changed is told of from then on, so that a log of
 * years is not told of all at once.
 */
export function createAlertWatch(
  handler: Handler,
  session: Session,
  insidersSince = "",
): AlertWatch {
  const seen = new Map<string, number[]>();
  return {
    async see(recorded) {
      const { event, stream } = recorded;
      const widened = event.type === "RecallScopeWidened" ? event.data : undefined;
      const recallId = categoryAndId(stream).id;
      const alert = widened
        ? await alertOfWidening(handler, recallId, recorded.id)
        : (alertFor(recorded) ??
          (recorded.metadata.recordedAt < insidersSince ? undefined : alertOfInsider(recorded)) ??
          alertWhereOften(seen, recorded));
      if (!alert) return;
      // One widening may be several events: they follow from the same answer.
      const commandId = widened
        ? derivedId("recall widened", recallId, String(widened.asOf))
        : derivedId("security alert", recorded.id);
      const call = { commandId, id: accessControlId, data: alert };
      await handler.execute(raiseSecurityAlert, call, session);
    },
  };
}

/** What was recalled to the end needs nobody any more. */
async function alertOfWidening(
  handler: Pick<Handler, "load">,
  recallId: string,
  eventId: string,
): Promise<Alert | undefined> {
  const state = await handler.load(recall, recallId).then((loaded) => loaded.state, unlessHalf);
  if (state === undefined) {
    const half = "A recall reaches more than it did; its stream in the store is damaged.";
    return { kind: "recallWidened", eventId, text: half };
  }
  if (state.status !== "open") return undefined;
  const { opened, scope, consignees } = state;
  const [lots, batches] = [idsIn(scope.lots).length, idsIn(scope.batches).length];
  const text =
    `${opened.mock ? "Exercise: r" : "R"}ecall ${opened.number} reaches more than it did: ` +
    `${lots} lots, ${batches} batches, ${consignees.size} consignees by now.`;
  return { kind: "recallWidened", eventId, text };
}

const damage: ReadonlySet<string> = new Set([
  "STREAM_INCOMPLETE",
  "EVENT_CHANGED",
  "EVENT_FOREIGN",
]);

/** Damage to one stream keeps nobody from being told of the others. */
function unlessHalf(error: unknown): undefined {
  if (error instanceof EventLogFault && damage.has(error.code)) return undefined;
  throw error;
}

function alertFor({
  id: eventId,
  stream,
  event,
  metadata,
}: Recorded<ProductionEvent>): Alert | undefined {
  const about = () => ({ eventId, personId: categoryAndId(stream).id });
  switch (event.type) {
    case "AccountLocked": {
      const { failures, until } = event.data;
      const how = until === undefined ? "until somebody unlocks it" : `until ${until}`;
      const text = `An account is locked ${how}, after ${failures} failed attempts in a row.`;
      return { kind: "accountLocked", ...about(), text };
    }
    case "AccountUnlocked": {
      if (!event.data.atTheConsole) return undefined;
      const text = "An account was unlocked at the console, by whoever holds the data folder.";
      return { kind: "unlockedAtConsole", ...about(), text };
    }
    case "FounderNamed": {
      const { personId, as, again } = event.data;
      if (!again) return undefined;
      const text = `Somebody was given the role ${as} at the console, by whoever holds the folder.`;
      return { kind: "foundedAgain", eventId, personId, text };
    }
    case "CredentialCloneSuspected":
      return {
        kind: "credentialCloned",
        ...about(),
        text: "A passkey's counter went backwards: there may be a copy of it. It has been ended.",
      };
    case "LoggedIn":
      if (event.data.otherSessionIds.length === 0) return undefined;
      return {
        kind: "concurrentSession",
        ...about(),
        text: "Somebody logged in while another session of theirs was open elsewhere.",
      };
    case "UnknownLogInsFailed": {
      const text = `${event.data.count} log-ins failed under a name that nobody has.`;
      return { kind: "unknownNames", eventId, text };
    }
    case "ManyNamesTried": {
      const text = `Log-ins failed under ${event.data.names} names or more within an hour.`;
      return { kind: "manyNames", eventId, text };
    }
    case "RecoveryRequested":
      return {
        kind: "recoveryRequested",
        ...about(),
        by: metadata.actor.id,
        text: "The recovery of an account was asked for; a second person must approve it.",
      };
    default:
      return undefined;
  }
}

/** What somebody within could prepare a misuse by; the set-up of an instance is its own work. */
function alertOfInsider({
  id: eventId,
  stream,
  event,
  metadata: { actor },
}: Recorded<ProductionEvent>): Alert | undefined {
  if (actor.kind !== "person") return undefined;
  const { id } = categoryAndId(stream);
  const told = (kind: Alert["kind"], text: string) => ({ kind, eventId, by: actor.id, text });
  const toldOf = (kind: Alert["kind"], text: string) => ({ ...told(kind, text), personId: id });
  switch (event.type) {
    case "AccessPolicySet":
      return told("rulesChanged", "The rules of access were changed.");
    case "StatementPublished":
      return told("rulesChanged", "Another accountability statement was published.");
    case "RoleDefined":
      return told("rulesChanged", `The role ${event.data.title} was defined.`);
    case "RoleRevised":
      return told("rulesChanged", `The role ${event.data.title} was revised.`);
    case "RoleRetired":
      return told("rulesChanged", `The role ${id} was retired.`);
    case "PersonRoleGranted":
      if (event.data.duty !== "administration") return undefined;
      return toldOf(
        "administrationGranted",
        `The role ${event.data.role} was granted, which administers access.`,
      );
    case "PersonRoleRevoked":
      if (event.data.duty !== "administration") return undefined;
      return toldOf(
        "administrationRevoked",
        `The role ${event.data.role} was revoked, which administers access.`,
      );
    case "PersonDisabled":
      return toldOf("accountDisabled", "An account was disabled.");
    case "PersonLeft":
      return toldOf("accountDisabled", "An account was ended: the person has left.");
    case "ApiKeyIssued": {
      const { role, keyId } = event.data;
      const issued = `The key ${keyId} was issued for the machine ${id}, in the role ${role}`;
      return told("keyIssued", `${issued}; it only reads until somebody else approves it.`);
    }
    case "CredentialEnded": {
      if (actor.id === id) return undefined;
      const text = `A credential (${event.data.kind}) was ended by somebody else.`;
      return toldOf("credentialEnded", text);
    }
    default:
      return undefined;
  }
}

function alertWhereOften(
  seen: Map<string, number[]>,
  { id: eventId, stream, event, metadata: { actor, recordedAt } }: Recorded<ProductionEvent>,
): Alert | undefined {
  if (event.type === "AttemptRefused" && event.data.code === "NOT_AUTHORIZED") {
    if (!isOften(seen, `denied ${actor.id}`, recordedAt)) return undefined;
    const person = actor.kind === "person" && { personId: actor.id };
    const text = `${oftenMax} attempts without the right to it, within ten minutes.`;
    return { kind: "accessDenied", eventId, ...person, text };
  }
  // No account is locked by what cannot be guessed.
  if (event.type === "LogInFailed" && unguessable.has(event.data.why)) {
    const personId = categoryAndId(stream).id;
    if (!isOften(seen, `refused ${personId}`, recordedAt)) return undefined;
    const text = `${oftenMax} wrong passkeys or sign-ons for one account, within ten minutes.`;
    return { kind: "proofRefused", eventId, personId, text };
  }
  return undefined;
}

const unguessable: ReadonlySet<string> = new Set(["passkeyRefused", "signOnRefused"]);

/** The fifth in ten minutes, and each fifth after it. */
function isOften(seen: Map<string, number[]>, key: string, recordedAt: string): boolean {
  const at = Date.parse(recordedAt);
  const recent = (seen.get(key) ?? []).filter((one) => at - one < oftenWithin_ms);
  recent.push(at);
  seen.set(key, recent.length < oftenMax ? recent : []);
  return recent.length >= oftenMax;
}
