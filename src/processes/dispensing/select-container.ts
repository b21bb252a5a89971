// Taking a container for a batch: asked before anything is weighed, of the lot, of the register of
// holds, and of the batch (21 CFR 211.101(c)).
import { batch } from "../../domain/batch/batch.ts";
import { overriddenIn } from "../../domain/batch/deviation/override.ts";
import { selectContainer as select } from "../../domain/batch/dispensing/commands.ts";
import { Select } from "../../domain/batch/dispensing/events.ts";
import { isKnown } from "../../domain/batch/standing.ts";
import { type Context, commandsOf } from "../../domain/kernel/decider.ts";
import { isRefusal, type Refusal, refuse } from "../../domain/kernel/refusal.ts";
import type { DrawFlag } from "../../domain/kernel/shape/charge.ts";
import type { MaterialLotState } from "../../domain/material-lot/material-lot.ts";
import { absencesSince, objections } from "../../domain/material-lot/use/use.ts";
import type { Answer, Call, Handler, Session } from "../../eventstore/handler/handle.ts";
import { scopeOfCharge } from "../charge-material.ts";
import { lotNamed, refuseHeld, registerOf, untilAllRead } from "../hold/standing.ts";
import type { AnyRead } from "../material/judgement/evidence.ts";
import { readsOfSources, refuseUnnumbered } from "../material/supplier-lot.ts";
import { orderBehind, readsBehind } from "../order/behind.ts";
import { asApproved, refuseRework } from "../order/rework.ts";

const selectAt = (site: string, behind: Readonly<Record<string, AnyRead>>) =>
  commandsOf(batch)(
    select.name,
    select.right,
    Select,
    (data, state, { also, ...context }) => {
      const { lot, register } = also;
      if (lot.status === "unknown") return noLot;
      const asked = { ...data, material: lot.material };
      const decided = select.decide(asked, state, { ...context, also: {} });
      // Refused by the batch, or taken already.
      if ("refused" in decided || decided.length === 0) return decided;
      const off = isKnown(state)
        ? overriddenIn(state, data.overrideIds, data, context.actor)
        : new Set<string>();
      if (isRefusal(off)) return off;
      const { materialLotId, containerId, kind = "charge" } = data;
      const of = orderBehind(also, state, data.overrideIds);
      if (isRefusal(of)) return of;
      const refused =
        refuseRework(state, { kind }, materialLotId, lot, of) ?? refuseUnnumbered(also, state, lot);
      if (refused) return refused;
      const held = refuseHeld(register, materialLotId, lot, containerId);
      const usable = asApproved(lot, of, materialLotId);
      return refuseLot(usable, containerId, context, { off, held }) ?? decided;
    },
    {
      reads: { ...behind, lot: lotNamed, register: registerOf(site) },
      scope: (_data, state, { lot }) => scopeOfCharge(lot, state),
    },
  );

const noLot = refuse("NOT_FOUND", "There is no lot under this id.");

interface Besides {
  /** Codes that are overridden. */
  readonly off?: ReadonlySet<string>;
  /** By what stands elsewhere than on the lot. */
  readonly held: Refusal | undefined;
}

/**
 * The codes of a draw, before there is one: whether it may be used, then whether it is there.
 */
export function refuseLot(
  lot: MaterialLotState,
  containerId: string | undefined,
  { judgedOn, occurredAt }: Pick<Context, "judgedOn" | "occurredAt">,
  { off = new Set(), held }: Besides,
): Refusal | undefined {
  if (lot.status === "unknown") return noLot;
  const { name } = lot.material;
  const wanted = containerId === undefined ? {} : { containerId };
  const refusing = (codes: readonly DrawFlag[]) => {
    const first = codes.find((code) => !off.has(code));
    return first && refuse(first, `${name} may not be taken.`, wanted);
  };
  return (
    refusing(objections(lot, containerId, judgedOn)) ??
    held ??
    refusing(absencesSince(lot, wanted, occurredAt))
  );
}

export function selectContainer(handler: Handler, call: Call, session: Session): Promise<Answer> {
  const asked = Select.safeParse(call.data);
  return untilAllRead(async () => {
    const behind = {
      ...(await readsBehind(handler, call.id, asked.data?.overrideIds)),
      ...(asked.data && (await readsOfSources(handler, asked.data.materialLotId))),
    };
    return handler.execute(selectAt(session.site, behind), call, session);
  });
}
