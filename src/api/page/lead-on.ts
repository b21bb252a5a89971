// A page that leads on to another one by itself, as a request of our own: only with such a one a
// browser sends the session's cookie, and not where a page of another site led here.
import { html } from "../../reports/render/html/markup.ts";
import { frame } from "./frame.ts";

export const leadOnPage = (to: string): string =>
  frame({
    title: "One moment",
    visitor: undefined,
    head: html`<meta http-equiv="refresh" content="0; url=${to}">`,
    content: html`<header><h1>One moment</h1></header><p><a href="${to}">Go on</a></p>`,
  });
