// `batchproof user invite`, `recover`, `approve-recovery`: what is shown once, to be handed over.
import { invite } from "../../../access/person/invitation.ts";
import { approve, askForRecovery } from "../../../access/person/recovery.ts";
import {
  approveRecovery,
  invitePerson,
  requestRecovery,
} from "../../../domain/person/credential/commands.ts";
import { acting, type Done, reasoned } from "../acting.ts";
import { namedUser } from "../directory.ts";

const invitation = acting({
  usage: "invite <user>",
  summary: "A link by which somebody sets a password of their own, shown once",
  example: "batchproof user invite mira",
  command: invitePerson,
  async act(instance, by, [named = ""]) {
    const { id, name } = await namedUser(instance, named);
    const { answer, link, expiresAt } = await invite(instance.access.parts, id, by);
    const said = `${name} is invited until ${expiresAt}, by this link:`;
    return { answer, id, said, more: { expiresAt }, ...shown("link", link, send) };
  },
});

const send =
  "Give it to the person alone. They set a password with it in the browser, or with " +
  "`batchproof user accept`.";

const recover = acting({
  usage: "recover <user>",
  summary: "Ask for the recovery of an account: a link, shown once; somebody else approves",
  example: 'batchproof user recover mira --reason "FORGOTTEN:The password, after leave"',
  command: requestRecovery,
  async act(instance, by, [named = ""]) {
    const { id, name } = await namedUser(instance, named);
    const { answer, link } = await askForRecovery(instance.access.parts, id, reasoned(by));
    const said = `The recovery of ${name} is asked for, with this link:`;
    return { answer, id, said, ...shown("link", link, wait) };
  },
});

const wait =
  "Give it to the person alone. It works with the code that somebody else has from " +
  "`batchproof user approve-recovery`.";

const approval = acting({
  usage: "approve-recovery <user>",
  summary: "Approve a recovery that somebody else asked for: a code, shown once",
  example: "batchproof user approve-recovery mira",
  command: approveRecovery,
  async act(instance, by, [named = ""]) {
    const { id, name } = await namedUser(instance, named);
    const { answer, code } = await approve(instance.access.parts, id, by);
    const said = `The recovery of ${name} is approved, with this code:`;
    return { answer, id, said, ...shown("code", code, tell) };
  },
});

const tell = "Tell it to the person yourself, when you know that it is they.";

const shown = (name: string, text: string | undefined, then: string): Pick<Done, "once"> =>
  text === undefined ? {} : { once: { name, text, then } };

export const recoveryCommands = [invitation, recover, approval] as const;
