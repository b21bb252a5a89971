// What access control must show, requirement by requirement: identifiers and clauses; the wording
// is ours. `must`: without a test that shows it, `npm run matrix` fails.

export interface Requirement {
  readonly id: string;
  readonly clause: string;
  readonly asks: string;
  readonly must: boolean;
}

const row = (id: string, clause: string, asks: string, must = true): Requirement => ({
  id,
  clause,
  asks,
  must,
});

export const requirements: readonly Requirement[] = [
  row("P11-10d", "21 CFR 11.10(d)", "Only authorised people get in; whoever is disabled is out."),
  row("P11-10g", "21 CFR 11.10(g)", "Authority is checked for every operation; denials are kept."),
  row("P11-10i", "21 CFR 11.10(i)", "Whoever acts has the training that it asks for."),
  row("P11-10j", "21 CFR 11.10(j)", "Everybody accepts accountability before it counts."),
  row("P11-100a", "21 CFR 11.100(a)", "An id or username is never given to a second person."),
  row("P11-100b", "21 CFR 11.100(b)", "Somebody else verifies an identity before it signs."),
  row("P11-200a3", "21 CFR 11.200(a)(3)", "Misuse by another takes two people to collude."),
  row("P11-300a", "21 CFR 11.300(a)", "Each identification code is unique, whatever its case."),
  row("P11-300b", "21 CFR 11.300(b)", "Credentials and rights are checked and revised."),
  row("P11-300c", "21 CFR 11.300(c)", "A lost credential counts no more, at once.", false),
  row("P11-300d", "21 CFR 11.300(d)", "Attempted misuse is stopped and told at once."),
  row("P11-300e", "21 CFR 11.300(e)", "Tokens are tested when set up and again.", false),
  row("A11-12.1", "Annex 11, 12.1", "Access is controlled as the data's criticality asks."),
  row("A11-12.3", "Annex 11, 12.3", "Rights given, changed and taken are recorded, for any day."),
  row("A11-12.4", "Annex 11, 12.4", "Who enters, changes or confirms is recorded, and when."),
  row("A11-15", "Annex 11, 15", "Only a Qualified Person certifies; who did is recorded."),
  row("A11d-11.1", "draft Annex 11, 11.1", "Accounts are personal; a shared one only reads."),
  row("A11d-11.3", "draft Annex 11, 11.3", "Having a token is not enough to act."),
  row("A11d-11.4-5", "draft Annex 11, 11.4-11.5", "Passwords are long, own, and hard to guess."),
  row("A11d-11.6", "draft Annex 11, 11.6", "From outside the perimeter a second factor is asked."),
  row(
    "A11d-11.7-8",
    "draft Annex 11, 11.7-11.8",
    "Failures lock; idle sessions lock; both reopen.",
  ),
  row("A11d-11.9", "draft Annex 11, 11.9", "Log-ins and log-outs are listed, with their cause."),
  row("A11d-11.10-11", "draft Annex 11, 11.10-11.11", "Duties are apart; rights are reviewed."),
  row(
    "AT-21",
    "FDA warning letters",
    "Two sessions of one person at two stations are told.",
    false,
  ),
  row("AT-26", "Annex 11, 12.3", "Rights of a person, and holders of a right, on any day.", false),
];
