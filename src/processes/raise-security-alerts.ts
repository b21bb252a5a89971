// From what the log tells to an alert for those who look after security (21 CFR 11.300(d)). One
// alert for one event, whoever follows the log and however often.
import { accessControlId } from "../domain/access-control/access-control.ts";
import { raiseSecurityAlert } from "../domain/access-control/commands.ts";
import type { ProductionEvent } from "../domain/catalogue.ts";
import type { DataOf } from "../domain/kernel/decider.ts";
import type { Recorded } from "../domain/kernel/metadata.ts";
import { derivedId } from "../eventstore/handler/event-id.ts";
import type { Handler, Session } from "../eventstore/handler/handle.ts";
import { categoryAndId } from "../eventstore/stream-name.ts";

type Alert = DataOf<typeof raiseSecurityAlert>;

/** So many denials of one person or service in so long a time are told. */
const deniedMax = 5;
const deniedWithin_ms = 10 * 60_000;

export interface AlertWatch {
  /** Raises what the event asks for. Throws what the handler throws; ask again then. */
  see(recorded: Recorded<ProductionEvent>): Promise<void>;
}

export function createAlertWatch(handler: Handler, session: Session): AlertWatch {
  const denials = new Map<string, number[]>();
  return {
    async see(recorded) {
      const alert = alertFor(recorded) ?? deniedOften(denials, recorded);
      if (!alert) return;
      const commandId = derivedId("security alert", recorded.id);
      const call = { commandId, id: accessControlId, data: alert };
      await handler.execute(raiseSecurityAlert, call, session);
    },
  };
}

function alertFor({ id: eventId, stream, event }: Recorded<ProductionEvent>): Alert | undefined {
  const about = () => ({ eventId, personId: categoryAndId(stream).id });
  switch (event.type) {
    case "AccountLocked": {
      const { failures, until } = event.data;
      const how = until === undefined ? "until somebody unlocks it" : `until ${until}`;
      const text = `An account is locked ${how}, after ${failures} failed attempts in a row.`;
      return { kind: "accountLocked", ...about(), text };
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
    case "RecoveryRequested":
      return {
        kind: "recoveryRequested",
        ...about(),
        text: "The recovery of an account was asked for; a second person must approve it.",
      };
    default:
      return undefined;
  }
}

/** The fifth in ten minutes, and each fifth after it. */
function deniedOften(
  denials: Map<string, number[]>,
  { id: eventId, event, metadata: { actor, recordedAt } }: Recorded<ProductionEvent>,
): Alert | undefined {
  if (event.type !== "AttemptRefused" || event.data.code !== "NOT_AUTHORIZED") return undefined;
  const at = Date.parse(recordedAt);
  const recent = (denials.get(actor.id) ?? []).filter((one) => at - one < deniedWithin_ms);
  recent.push(at);
  denials.set(actor.id, recent.length < deniedMax ? recent : []);
  if (recent.length < deniedMax) return undefined;
  const person = actor.kind === "person" && { personId: actor.id };
  const text = `${deniedMax} attempts without the right to it, within ten minutes.`;
  return { kind: "accessDenied", eventId, ...person, text };
}
