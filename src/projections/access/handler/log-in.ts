// What is kept of coming and going: log-ins, how sessions ended, what failed, locks.
import { idOf, type On, ofPerson, reasonOf, stamp } from "./stamp.ts";

export const logInHandlers = {
  LoggedIn(into, event) {
    const { sessionId: session_id, method, assurance, network, workstation } = event.data;
    into.insert("log_in", {
      position: event.position,
      person_id: idOf(event),
      at: event.metadata.recordedAt,
      session_id,
      method,
      assurance,
      network,
      workstation: workstation ?? null,
      other_sessions: event.data.otherSessionIds.length,
    });
  },
  SessionEnded(into, event) {
    const { personId: person_id, why } = event.data;
    const { position, at } = stamp(event);
    into.insert("session_end", { session_id: idOf(event), position, at, person_id, why });
  },
  LogInFailed(into, event) {
    const { why, network } = event.data;
    const { position, at } = stamp(event);
    const failure = { what: "failed", why, count: 1, network };
    into.insert("log_in_failure", { position, person_id: idOf(event), at, ...failure });
  },
  CredentialCloneSuspected(into, event) {
    const { position, at } = stamp(event);
    const failure = { what: "cloneSuspected", count: 1 };
    into.insert("log_in_failure", { position, person_id: idOf(event), at, ...failure });
  },
  UnknownLogInsFailed(into, event) {
    const { count, network } = event.data;
    const { position, at } = stamp(event);
    into.insert("log_in_failure", { position, at, what: "unknownNames", count, network });
  },
  AccountLocked(into, event) {
    const { failures, until } = event.data;
    const lock = { what: "locked", failures, until_at: until ?? null };
    into.insert("account_lock", { ...ofPerson(event), ...lock });
  },
  AccountUnlocked: (into, event) =>
    into.insert("account_lock", { ...ofPerson(event), what: "unlocked", reason: reasonOf(event) }),
} satisfies On;
