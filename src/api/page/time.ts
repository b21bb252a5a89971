// An instant as a person at the site reads it: the site's clock, and UTC for machines.
import { html, type Markup } from "../../reports/render/html/markup.ts";

export function when(instant: string, zone: string): Markup {
  const local = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(new Date(instant));
  return html`<time datetime="${instant}" class="whole">${local}</time>`;
}

export const zoneNote = (zone: string): Markup =>
  html`<p class="section-note">Times are those of ${zone}.</p>`;
