// A "no" for a person who looks with a browser: what is wrong, and where to go from there.
import { html, type Markup } from "../../reports/render/html/markup.ts";
import type { Problem } from "../problem.ts";
import { frame } from "./frame.ts";
import type { Visitor } from "./visitor.ts";

export function problemPage(problem: Problem, url: string, visitor: Visitor): string {
  const { title, detail, status, code } = problem;
  const back = visitor.readsRecords
    ? html`<a href="/">Back to batches and traces</a>`
    : visitor.name && html`<a href="/account">Your account</a>`;
  return frame({
    title,
    visitor,
    content: html`<header><h1>${title}</h1><p class="subtitle">${detail}</p></header>
${choices(problem, url)}
${back && html`<p>${back}</p>`}
<p class="section-note">Status ${status}, <span class="code">${code}</span></p>`,
  });
}

/** What was probably meant, each a link to the same question. */
function choices({ nearest, candidates }: Problem, url: string): Markup | undefined {
  const names = [...textsIn(nearest), ...idsIn(candidates)];
  if (names.length === 0) return undefined;
  const [path = "", query] = url.split("?");
  const links = names.map(([from, words]) => {
    const asked = new URLSearchParams(query);
    asked.set("from", from);
    return html`<li><a href="${path}?${asked.toString()}">${words}</a></li>
`;
  });
  return html`<h2>Which one is meant?</h2><ul>${links}</ul>`;
}

const textsIn = (list: unknown): (readonly [from: string, words: string])[] =>
  Array.isArray(list) ? list.map((one) => [String(one), String(one)]) : [];

const idsIn = (list: unknown): (readonly [from: string, words: string])[] =>
  Array.isArray(list)
    ? list.map(({ lotId, lot, identifier, issuer, material, batchId, batchNumber, product }) =>
        batchId === undefined
          ? [`lot:${lotId}`, `${lot}: ${material}, called ${identifier} by ${issuer}`]
          : [`batch:${batchId}`, `${batchNumber}: ${product}`],
      )
    : [];
