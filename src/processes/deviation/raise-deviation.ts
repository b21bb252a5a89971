// Raising a deviation, and telling what it is about: batch, lots and equipment know of it in their
// own streams, so that a gate needs no read model to ask for it (21 CFR 211.192).
import { batch } from "../../domain/batch/batch.ts";
import { linkBatchDeviation } from "../../domain/batch/deviation/commands.ts";
import { raiseDeviation as raise } from "../../domain/deviation/commands.ts";
import { linkEquipmentDeviation } from "../../domain/equipment/commands.ts";
import { equipment } from "../../domain/equipment/equipment.ts";
import type { Scope } from "../../domain/kernel/access/standing.ts";
import type { Aggregate, Command, DataOf, Read } from "../../domain/kernel/decider.ts";
import type { AnyEvent } from "../../domain/kernel/event-type.ts";
import { refuse } from "../../domain/kernel/refusal.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { linkLotDeviation } from "../../domain/material-lot/status/commands.ts";
import type { Answer, Handler, Session } from "../../eventstore/handler/handle.ts";
import { lookingAt } from "../hold/looking-at.ts";
import { type Evidence, evidenceIn } from "../material/judgement/evidence.ts";
import {
  callOn,
  type FirstHalf,
  followUp,
  inTwoHalves,
  mustBeAccepted,
  type Request,
} from "../request.ts";

interface Link {
  readonly deviationId: string;
}
type Raised = DataOf<typeof raise> & Link;
type About = Pick<Raised, "batchId" | "materialLotIds" | "equipmentIds">;

interface Target {
  readonly name: string;
  readonly read: Read<unknown>;
  isUnknown(evidence: Evidence): boolean;
  scopes(evidence: Evidence): readonly Scope[];
  /** Of what is not there nobody is told: a rule or an import may have named it. */
  tell(handler: Handler, link: Link, by: Telling): Promise<void>;
}
interface Telling {
  readonly first: FirstHalf;
  readonly n: number;
  readonly session: Session;
}

const target = <State extends { readonly status: string }, Event extends AnyEvent>(
  of: Aggregate<State, never>,
  id: string,
  command: Command<State, Link, Event>,
): Target => ({
  name: `${of.category} ${id}`,
  read: { aggregate: of, id: () => id, within: true },
  isUnknown: (evidence) => evidence.of(of, id)?.status === "unknown",
  scopes: (evidence) => [of.scope?.(evidence.of(of, id) ?? of.initial, id) ?? {}].flat(),
  async tell(handler, link, { first, n, session }) {
    const { state } = await handler.load(of, id);
    if (state.status === "unknown") return;
    const told = await handler.execute(command, followUp(first, id, link, n), session);
    mustBeAccepted(told, "Linking a deviation");
  },
});

const targets = ({ batchId, materialLotIds, equipmentIds }: About): readonly Target[] => [
  ...(batchId === undefined ? [] : [target(batch, batchId, linkBatchDeviation)]),
  ...[...new Set(materialLotIds)].map((id) => target(materialLot, id, linkLotDeviation)),
  ...[...new Set(equipmentIds)].map((id) => target(equipment, id, linkEquipmentDeviation)),
];

/** How many streams are told. */
export const linksOf = (about: About): number => targets(about).length;

/**
 * Refused only where it names what there is not, with NOT_FOUND; to whoever has the right for a
 * part of the plant that is the same as what is beyond it, NOT_AUTHORIZED.
 */
export async function raiseDeviation(
  handler: Handler,
  request: Request<Raised>,
  session: Session,
): Promise<Answer> {
  const { deviationId, ...data } = request.data;
  const named = targets(data);
  const command = lookingAt(
    raise,
    Object.fromEntries(named.map(({ name, read }) => [name, read])),
    (decided, { also }) => {
      const evidence = evidenceIn(also);
      const unknown = named.find((one) => one.isUnknown(evidence));
      return unknown ? refuse("NOT_FOUND", `There is no ${unknown.name}.`) : decided;
    },
    (_, also) => named.flatMap((one) => one.scopes(evidenceIn(also))),
  );
  const begun = handler.execute(command, callOn(deviationId, { ...request, data }), session);
  return inTwoHalves(request, begun, "DeviationRaised", (first) =>
    finishRaising(handler, deviationId, data, first, session),
  );
}

export async function finishRaising(
  handler: Handler,
  deviationId: string,
  about: About,
  first: FirstHalf,
  session: Session,
): Promise<void> {
  for (const [n, one] of targets(about).entries()) {
    await one.tell(handler, { deviationId }, { first, n, session });
  }
}
