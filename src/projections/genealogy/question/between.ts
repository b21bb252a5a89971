// Whether one thing reached another: by which shortest way, and by which ways at all.
import type { Kysely } from "kysely";
import type { DB } from "../../../database/schema.ts";
import { sumOf } from "../../../domain/kernel/quantity.ts";
import { digestOf } from "../../../integrity/canonical-json.ts";
import { quantityOf } from "../../amount-row.ts";
import { type Unknown, unknownCodes } from "../answer.ts";
import type { Reaching } from "../graph/asked.ts";
import { by } from "../reach/nodes.ts";
import { gapsOf } from "../reach/reach.ts";
import { walk } from "../reach/walk.ts";
import {
  type Answered,
  type Asking,
  answering,
  type Question,
  refuseTooLarge,
  scopeOf,
} from "./asking.ts";
import { shortestWay } from "./shortest.ts";
import { returnsOf } from "./stayed.ts";
import { type EdgeLine, edgeLines, type Step, stepOf } from "./step.ts";

export interface BetweenQuery extends Question {
  readonly from: string;
  readonly to: string;
}

/** Why there is no way. */
export const noWay = {
  NOT_RECORDED: "No way is recorded.",
  TAKEN_BACK: "A way was recorded, and a correction took it back.",
  LATER: "A way is recorded that begins only after the time that was asked for.",
} as const;

export interface Between {
  readonly from: string;
  readonly to: string;
  readonly happenedBy?: string;
  /** Tree size: complete over the recorded events 0 .. asOf - 1. */
  readonly asOf: number;
  readonly reaches: boolean;
  readonly why?: keyof typeof noWay;
  /** One of the shortest ways, in its order; empty also where both are the same thing. */
  readonly path: readonly Step[];
  /** Every edge that is on any way, in log order. */
  readonly edges: readonly Step[];
  readonly unknown: readonly Unknown[];
  readonly coverage: { readonly edges: number; readonly edgesWithQuantity: number };
  /** SHA-256 of RFC 8785 over the question, and over the edges by event, ends and quantity. */
  readonly digest: string;
}

/** Throws QueryFault ANSWER_TOO_LARGE besides what every question throws. */
export const between = (
  kysely: Kysely<DB>,
  query: BetweenQuery,
  graph?: Reaching,
): Promise<Answered<Between>> =>
  answering(kysely, query, [query.from, query.to], graph, (asking) => answer(asking, query));

async function answer(asking: Asking, { happenedBy }: BetweenQuery): Promise<Between> {
  const [from, to] = asking.seeds;
  if (!from || !to) throw new RangeError("Two ends are needed.");
  const lines = await linesBetween(asking, from.nodeIds, to.nodeIds);
  const rows = await asking.rowsOf(lines.flatMap(({ source, target }) => [source, target]));
  const way = shortestWay(lines, from.nodeIds, to.nodeIds);
  const { asOf } = asking.bounds;
  const back = await returnsOf(asking.at, lines, asOf, happenedBy ?? null);
  const returned = ({ position, ord }: EdgeLine) =>
    sumOf((back.get(`${position} ${ord}`) ?? []).map(quantityOf));
  const steps = new Map(lines.map((line) => [line, stepOf(line, rows, returned(line))]));
  const edges = [...steps.values()];
  const asked = {
    from: from.name,
    to: to.name,
    ...(happenedBy !== undefined && { happenedBy }),
  };
  return {
    ...asked,
    asOf,
    reaches: way !== undefined,
    ...(way === undefined && { why: await whyNot(asking, from.nodeIds, to.nodeIds) }),
    path: (way ?? []).flatMap((line) => steps.get(line) ?? []),
    edges,
    unknown: lines.flatMap((line) => unknownOf(line, steps.get(line))).sort(inOrder),
    coverage: {
      edges: edges.length,
      edgesWithQuantity: edges.filter(({ quantity }) => quantity).length,
    },
    digest: digestOf({
      query: { ...asked, from: keyOf(from), to: keyOf(to) },
      edges: edges.map(({ eventId, from, to, quantity }) => ({
        ...{ eventId, from: keyOf(from), to: keyOf(to) },
        ...(quantity && { quantity }),
      })),
    }),
  };
}

const keyOf = ({ kind, id }: { readonly kind: string; readonly id: string }) => ({ kind, id });

async function linesBetween(
  asking: Asking,
  from: readonly number[],
  to: readonly number[],
): Promise<readonly EdgeLine[]> {
  const { graph, moment, at } = asking;
  const request = { question: "between", from, to, ...scopeOf(asking) } as const;
  const found = await graph?.ask(request, moment.model);
  if (found?.question !== "between") return linesBySql(asking, from, to);
  refuseTooLarge(found.edges.length / 2, "steps");
  const wanted = new Set<string>();
  const positions = new Set<number>();
  for (let n = 0; n < found.edges.length; n += 2) {
    const position = found.edges[n] ?? 0;
    positions.add(position);
    wanted.add(`${position} ${found.edges[n + 1]}`);
  }
  const events = Map.groupBy(await edgeLines(at, positions), ({ position }) => position);
  return [...events.values()].flatMap((lines) =>
    lines.filter(({ position }, nth) => wanted.has(`${position} ${nth}`)),
  );
}

async function linesBySql(
  { at, bounds }: Asking,
  from: readonly number[],
  to: readonly number[],
): Promise<readonly EdgeLine[]> {
  const ahead = await walk(at, from, "forward", bounds);
  const behind = await walk(at, to, "backward", bounds);
  const on = ahead.edges.filter(({ target }) => behind.nodes.has(target));
  refuseTooLarge(on.length, "steps");
  const wanted = new Set(on.map(({ position, ord }) => `${position} ${ord}`));
  const lines = await edgeLines(
    at,
    on.map(({ position }) => position),
  );
  return lines.filter(({ position, ord }) => wanted.has(`${position} ${ord}`));
}

async function whyNot(
  { at, bounds }: Asking,
  from: readonly number[],
  to: readonly number[],
): Promise<keyof typeof noWay> {
  const { asOf } = bounds;
  const isReached = async (within: Parameters<typeof walk>[3]) => {
    const { nodes } = await walk(at, from, "forward", within);
    return to.some((node) => nodes.has(node));
  };
  if (bounds.happenedBy !== undefined && (await isReached({ asOf }))) return "LATER";
  return (await isReached({ asOf, isWithVoids: true })) ? "TAKEN_BACK" : "NOT_RECORDED";
}

const unknownOf = (line: EdgeLine, step: Step | undefined): readonly Unknown[] =>
  gapsOf(line).map(({ code }) => ({
    code,
    subject: `${step?.from.name} -> ${step?.to.name}`,
    detail: unknownCodes[code],
  }));

const inOrder = (one: Unknown, other: Unknown): number =>
  by(one.code, other.code) || by(one.subject, other.subject);
