// Values with their marks, and status chips.
import { type Cell, type Fact, FLAGS, type Flag } from "../../model/fact.ts";
import type { Column } from "../../model/table.ts";
import type { Tone } from "../../model/tone.ts";
import { printedCell } from "../../model/walk.ts";
import { html, type Markup } from "./markup.ts";

/** Dates and codes of this length are not broken at their hyphens. */
const SHORT = 12;

const unbroken = (text: string): Markup[] =>
  text
    .split(/(\s+)/)
    .map((word) =>
      word.includes("-") && word.length <= SHORT
        ? html`<span class="whole">${word}</span>`
        : html`${word}`,
    );

export const chip = (text: string, tone: Tone): Markup =>
  html`<span class="chip ${tone}">${text}</span>`;

export const flagChip = (flag: Flag | undefined): Markup | undefined =>
  flag && html` ${chip(FLAGS[flag].label, FLAGS[flag].tone)}`;

export function value(cell: Cell, column?: Column): Markup {
  const { text, flag, note } = printedCell(cell, column);
  const small = note === undefined ? undefined : html`<small class="note">${note}</small>`;
  return html`${unbroken(text)}${flagChip(flag)}${small}`;
}

export const factList = (facts: readonly Fact[]): Markup =>
  html`<dl class="facts">${facts.map(
    (fact) => html`<div><dt>${fact.label}</dt><dd>${value(fact.value)}</dd></div>`,
  )}</dl>`;
