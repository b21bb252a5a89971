// A page that leads on to the first one by itself, as a request of our own.

import { html } from "../../reports/render/html/markup.ts";
import { frame } from "./frame.ts";

export const leadOnPage = (): string =>
  frame(
    "Logged in",
    html`<meta http-equiv="refresh" content="0; url=/"><header><h1>Logged in</h1></header>
<p><a href="/">Go on</a></p>`,
  );
