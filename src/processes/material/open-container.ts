// Opening a container: how long it may be used from now on follows from the specification in
// effect.
import { commandsOf } from "../../domain/kernel/decider.ts";
import { calculate, dateOf } from "../../domain/kernel/shape/dating.ts";
import { materialLot } from "../../domain/material-lot/material-lot.ts";
import { openContainer as open } from "../../domain/material-lot/quality/commands.ts";
import { ContainerOpened } from "../../domain/material-lot/quality/events.ts";
import { effectiveOn } from "../../domain/specification/specification.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { type AnyRead, evidenceIn, gather } from "./judgement/evidence.ts";
import { specificationOf } from "./judgement/gate.ts";

export const OpenContainer = ContainerOpened.data.pick({ containerId: true });

const openAt = (reads: Readonly<Record<string, AnyRead>>) =>
  commandsOf(materialLot)(
    open.name,
    open.right,
    OpenContainer,
    (data, lot, { also, ...context }) => {
      const alone = { ...context, also: {} };
      if (lot.status === "unknown") return open.decide(data, lot, alone);
      const version = effectiveOn(specificationOf(evidenceIn(also), lot), context.judgedOn);
      const rule = version?.dating.opened;
      if (!rule) return open.decide(data, lot, alone);
      const calculation = calculate("opened", rule, context.date, lot.expiresOn);
      const usableUntil = dateOf(calculation);
      return open.decide({ ...data, usableUntil, calculation }, lot, alone);
    },
    { reads },
  );

export const openContainer = async (
  handler: Handler,
  call: Call,
  session: Session,
): Promise<Answer> => handler.execute(openAt(await gather(handler, call.id)), call, session);
