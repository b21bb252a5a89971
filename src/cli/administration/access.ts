// `batchproof access`: the rules of access, the accountability statement, and the review of rights.
import { readFileSync } from "node:fs";
import { accessControlNow } from "../../access/standing.ts";
import { accessControlId } from "../../domain/access-control/access-control.ts";
import { publishStatement, setAccessPolicy } from "../../domain/access-control/commands.ts";
import { AccessPolicy } from "../../domain/kernel/access/policy.ts";
import { textDigest } from "../../domain/kernel/recipe/digest.ts";
import { type Entry, reading } from "../entry.ts";
import { CliFault } from "../terminal/fault.ts";
import { acting, callOf } from "./acting.ts";
import { reviewCommand } from "./review.ts";
import { jsonIn } from "./role.ts";
import { facts, showing } from "./showing.ts";

const show = showing({
  usage: "show",
  summary: "The rules of access as they stand",
  access: reading("getAccessPolicy", "readSystemTrail"),
  example: "batchproof access policy show",
  async show({ handler }) {
    const { policy, policyIsSet, statement } = await accessControlNow(handler);
    const json = { set: policyIsSet, policy, statement: statement ?? null };
    const rows = [
      ...Object.entries(policy).map(([name, value]) => [name, String(value)] as const),
      ["Set by the site", policyIsSet ? "yes" : "no: these are what it starts with"] as const,
      ["Statement", statement ? `${statement.version}: ${statement.text}` : "none"] as const,
    ];
    return { json, text: (look) => facts(rows, look) };
  },
});

const set = acting<{ readonly file?: string }>({
  usage: "set [rules...]",
  summary: "Change rules of access; what is not named stays",
  example:
    'batchproof access policy set idleLock_min=10 secondFactor=always --reason "AUDIT:Finding 4"',
  command: setAccessPolicy,
  options: (line) => line.option("--file <file>", "rules, as JSON"),
  async act({ handler }, by, [rules], { file }) {
    const { policy } = await accessControlNow(handler);
    // Commander hands over a list for an argument that may be repeated.
    const named = rulesIn((rules ?? []) as unknown as readonly string[]);
    const data = AccessPolicy.safeParse({ ...policy, ...(file && jsonIn(file)), ...named });
    if (!data.success) {
      const issues = data.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
      throw new CliFault("DEFINITION_MALFORMED", `These are no rules: ${issues.join("; ")}.`);
    }
    const call = { ...callOf(by, accessControlId), data: data.data };
    const answer = await handler.execute(setAccessPolicy, call, by.session);
    return { answer, id: accessControlId, said: "The rules of access are set." };
  },
});

/** `name=value`, where the value is JSON or a word. */
const rulesIn = (rules: readonly string[]): object =>
  Object.fromEntries(
    rules.map((rule) => {
      const cut = rule.indexOf("=");
      const value = rule.slice(cut + 1);
      const isPlain = /^(?:\d+|true|false|null)$/.test(value);
      return [rule.slice(0, Math.max(cut, 0)), isPlain ? JSON.parse(value) : value];
    }),
  );

const publish = acting<{ readonly edition: string }>({
  usage: "publish <file>",
  summary: "Publish the accountability statement, which everybody then accepts anew",
  example: "batchproof access statement publish statement.txt --edition 2",
  command: publishStatement,
  options: (line) => line.requiredOption("--edition <edition>", "what this text is called"),
  async act({ handler }, by, [file = ""], { edition: version }) {
    const text = textIn(file);
    const digest = textDigest(text);
    const call = { ...callOf(by, accessControlId), data: { version, text } };
    const answer = await handler.execute(publishStatement, call, by.session);
    const said = `Statement ${version} is published, SHA-256 ${digest}.`;
    return { answer, id: accessControlId, said, more: { version, digest } };
  },
});

function textIn(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliFault("FILE_UNREADABLE", `${file} cannot be read: ${why}.`, { cause });
  }
}

export const accessCommands: readonly Entry[] = [
  { usage: "policy", summary: "The rules of access", commands: async () => [show, set] },
  { usage: "statement", summary: "The accountability statement", commands: async () => [publish] },
  reviewCommand,
];
