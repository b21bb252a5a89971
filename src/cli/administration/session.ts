// `batchproof session`: who is logged in at present, and ending a session of somebody.
import { liveSessions, revokeSession } from "../../access/session/live.ts";
import { revokeSession as revoke } from "../../domain/session/commands.ts";
import { type Leaf, reading } from "../entry.ts";
import { accessLogLeaf } from "./access-log.ts";
import { acting, reasoned } from "./acting.ts";
import { showing, table } from "./showing.ts";

const list = showing({
  usage: "list",
  summary: "Who is logged in at present",
  access: reading("listSessions", "readAccessTrail"),
  example: "batchproof session list",
  async show({ access }) {
    const sessions = await liveSessions(access.parts);
    const rows = sessions.map((one) => [
      one.sessionId,
      `${one.printedName} (${one.username})`,
      one.assurance,
      one.workstation ?? "",
      one.startedAt,
      one.locked ? "locked" : "open",
    ]);
    const titles = ["Session", "Person", "By", "At", "Since", "State"];
    return { json: { sessions }, text: (look) => table(titles, rows, "Nobody.", look) };
  },
});

const end = acting({
  usage: "end <session>",
  summary: "End a session of somebody; it counts no more in any process within a second",
  example: 'batchproof session end 5f0c... --reason "LEFT_OPEN:Nobody was at the station"',
  command: revoke,
  async act({ access }, by, [id = ""]) {
    const answer = await revokeSession(access.parts, id, reasoned(by));
    access.authenticator.forget();
    return { answer, id, said: "The session has ended." };
  },
});

export const sessionCommands: readonly Leaf[] = [list, accessLogLeaf, end];
