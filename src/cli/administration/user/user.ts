// `batchproof user`: every command about people.
import type { Leaf } from "../../entry.ts";
import { acceptCommand } from "./accept.ts";
import { accountCommands } from "./account.ts";
import { contactCommands } from "./contact.ts";
import { firstCommand } from "./first.ts";
import { identityCommands } from "./identity.ts";
import { qualifiedCommands } from "./qualified.ts";
import { recoveryCommands } from "./recovery.ts";
import { rightsCommand } from "./rights.ts";
import { listUsers, showUser } from "./show.ts";
import { unlockAtConsoleCommand } from "./unlock-at-console.ts";

export const userCommands: readonly Leaf[] = [
  firstCommand,
  unlockAtConsoleCommand,
  listUsers,
  showUser,
  rightsCommand,
  ...identityCommands,
  ...qualifiedCommands,
  ...recoveryCommands,
  acceptCommand,
  ...accountCommands,
  ...contactCommands,
];
