// `batchproof user disable`, `enable`, `unlock`, `end-credential`, `link`: whether and by what
// somebody gets in.
import { Option } from "commander";
import { endCredentialOf } from "../../../access/person/credential.ts";
import { linkAccount } from "../../../access/person/single-sign-on.ts";
import { endCredential, linkSingleSignOn } from "../../../domain/person/credential/commands.ts";
import { unlockAccount } from "../../../domain/person/log-in/commands.ts";
import { disablePerson, enablePerson } from "../../../domain/person/right/commands.ts";
import { acting, giving, reasoned } from "../acting.ts";
import { namedUser } from "../directory.ts";

const disable = giving({
  usage: "disable <user>",
  summary: "Nobody gets in by this account; its sessions end within a second",
  example: 'batchproof user disable mira --reason "SUSPICION:Logged in from two places"',
  command: disablePerson,
  find: namedUser,
  data: () => ({}),
  said: (name) => `The account of ${name} is disabled.`,
});

const enable = giving({
  usage: "enable <user>",
  summary: "A disabled account can be used again",
  example: 'batchproof user enable mira --reason "CLEARED:It was a test of ours"',
  command: enablePerson,
  find: namedUser,
  data: () => ({}),
  said: (name) => `The account of ${name} is enabled.`,
});

const unlock = giving({
  usage: "unlock <user>",
  summary: "Open an account that failed attempts have locked",
  example: 'batchproof user unlock mira --reason "FORGOTTEN:She called, and I know her voice"',
  command: unlockAccount,
  find: namedUser,
  data: () => ({}),
  said: (name) => `The account of ${name} is unlocked.`,
});

interface Ending {
  readonly why: (typeof whys)[number];
}

const whys = ["lost", "withdrawn"] as const;

const end = acting<Ending>({
  usage: "end-credential <user> <credential>",
  summary: "A password, passkey or code generator of somebody counts no more",
  example:
    'batchproof user end-credential mira 1f6c... --why lost --reason "LOST:Left on the train"',
  command: endCredential,
  options: (line) =>
    line.addOption(new Option("--why <why>", "what became of it").choices(whys).default("lost")),
  async act(instance, by, [named = "", credentialId = ""], { why }) {
    const { id, name } = await namedUser(instance, named);
    const what = { credentialId, why };
    const answer = await endCredentialOf(instance.access.parts, id, what, reasoned(by));
    return { answer, id, said: `The credential of ${name} counts no more.` };
  },
});

interface Account {
  readonly issuer: string;
  readonly subject: string;
}

const link = acting<Account>({
  usage: "link <user>",
  summary: "Whom somebody is at the identity provider",
  example: "batchproof user link mira --issuer https://id.plant.example --subject 8f1c",
  command: linkSingleSignOn,
  options: (line) =>
    line
      .requiredOption("--issuer <address>", "the provider, as OIDC_ISSUER names it")
      .requiredOption("--subject <text>", "the `sub` of the account there"),
  async act(instance, by, [named = ""], { issuer, subject }) {
    const { id, name } = await namedUser(instance, named);
    const answer = await linkAccount(instance.access.parts, id, { issuer, subject }, by);
    return { answer, id, said: `${name} can log in at ${issuer}.` };
  },
});

export const accountCommands = [disable, enable, unlock, end, link] as const;
