// What a role may do: versioned data with its history, so that the rights of any day can be told
// (Annex 11, 12.3). A shipped role is defined by the same events as one of the site's own.
import { z } from "zod";
import { Duty } from "../kernel/access/duty.ts";
import { RightName } from "../kernel/access/standing.ts";
import { eventType } from "../kernel/event-type.ts";

const definition = {
  title: z.string().min(1).max(120),
  duty: Duty,
  rights: z.array(RightName).min(1),
  trainings: z
    .array(z.string().min(1).max(200))
    .describe("Topics of which a current training is needed, with their edition."),
};
const labels = {
  title: "Title",
  duty: "Duty",
  rights: "Rights",
  trainings: "Trainings asked for",
};

export const RoleDefined = eventType("RoleDefined", {
  data: z.strictObject(definition),
  action: "configuration",
  criticality: "critical",
  labels,
  subjects: () => [],
  sentence: ({ title, rights }) => `Role ${title} defined, with ${rights.length} rights`,
  entry: "Security",
  names: ({ title }) => title,
});

export const RoleRevised = eventType("RoleRevised", {
  data: z.strictObject(definition),
  action: "change",
  criticality: "critical",
  labels,
  subjects: () => [],
  sentence: ({ title, rights }) => `Role ${title} revised, now with ${rights.length} rights`,
  entry: "Security",
  names: ({ title }) => title,
  changes: ["title", "duty", "rights", "trainings"],
});

export const RoleRetired = eventType("RoleRetired", {
  data: z.strictObject({}),
  action: "configuration",
  criticality: "critical",
  labels: {},
  subjects: () => [],
  sentence: () => "Role retired: it grants nothing any more",
  entry: "Security",
});

export const roleEvents = [RoleDefined, RoleRevised, RoleRetired] as const;
