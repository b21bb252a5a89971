// Drafting a version of a specification, approving it by a second person, withdrawing it.
import { z } from "zod";
import { commandsOf } from "../kernel/decider.ts";
import { refuseUnlessPerson, refuseWithoutReason, sameContent } from "../kernel/precondition.ts";
import { refuse } from "../kernel/refusal.ts";
import { faultsOf } from "./check.ts";
import { LotJudged, SpecificationApproved, SpecificationDrafted } from "./events.ts";
import { effectiveOn, specification, versionOf } from "./specification.ts";

const command = commandsOf(specification);

export const draftSpecification = command(
  "DraftSpecification",
  "authorMasterData",
  SpecificationDrafted.data.omit({ version: true }),
  (data, state, context) => {
    if (data.material.materialDefinitionId !== context.id) {
      return refuse("WRONG_MATERIAL", "A specification has the id of the material it is for.");
    }
    const faults = faultsOf(data);
    if (faults.length > 0) return refuse("SPECIFICATION_INCOMPLETE", faults.join(" "), { faults });
    const former = state.status === "unknown" ? undefined : state.versions.at(-1);
    if (former) {
      const { version: _, authorId: __, status, effectiveFrom: ___, ...drafted } = former;
      if (status !== "withdrawn" && sameContent(drafted, data)) return [];
    }
    const version = (former?.version ?? 0) + 1;
    const event = { type: "SpecificationDrafted", data: { ...data, version } } as const;
    return (former ? refuseWithoutReason(context) : undefined) ?? [event];
  },
);

export const approveSpecification = command(
  "ApproveSpecification",
  "approveMasterData",
  SpecificationApproved.data.omit({ supersedes: true }),
  (data, state, context) => {
    const one = versionOf(state, data.version);
    if (!one) return unknown;
    if (one.status === "approved" && one.effectiveFrom === data.effectiveFrom) return [];
    if (one.status !== "draft") {
      return refuse("STATUS_BLOCKS_USE", `Version ${data.version} is ${one.status}.`);
    }
    const last = state.status === "unknown" ? undefined : state.versions.at(-1);
    if (last?.version !== data.version) {
      return refuse("RECORD_CHANGED_SINCE_VIEW", `Version ${last?.version} has been drafted.`);
    }
    if (context.actor.id === one.authorId) {
      return refuse("SECOND_PERSON_REQUIRED", "Who wrote the version does not approve it.");
    }
    if (data.effectiveFrom < context.judgedOn) {
      return refuse("STATUS_BLOCKS_USE", "No version comes into effect in the past.");
    }
    const before = effectiveOn(state, data.effectiveFrom);
    const approved = before ? { ...data, supersedes: before.version } : data;
    return refuseUnlessPerson(context) ?? [{ type: "SpecificationApproved", data: approved }];
  },
);

export const withdrawSpecification = command(
  "WithdrawSpecification",
  "approveMasterData",
  z.strictObject({ version: z.int().min(1) }),
  (data, state, context) => {
    const one = versionOf(state, data.version);
    if (!one) return unknown;
    if (one.status === "withdrawn") return [];
    return refuseWithoutReason(context) ?? [{ type: "SpecificationWithdrawn", data }];
  },
);

/** Second half of a decision on a lot. */
export const recordLotJudged = command(
  "RecordLotJudged",
  "system",
  LotJudged.data,
  (data, state) => (state.status === "unknown" ? [] : [{ type: "LotJudged", data }]),
);

const unknown = refuse("NOT_FOUND", "There is no such version of a specification here.");
