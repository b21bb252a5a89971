// The style sheet of every report page, and its digest for a content security policy
// (`style-src 'sha256-...'`). Pages have no script, no style attribute and load nothing.
import { createHash } from "node:crypto";
import { accent, hairline, ink, muted, panel, rule, tones, white, zebra } from "../palette.ts";

const tone = Object.entries(tones)
  .map(([name, { text, fill }]) => `.${name}{--text:${text};--fill:${fill}}`)
  .join("\n");

export const STYLE = `
*{box-sizing:border-box}
body{margin:0 auto;max-width:70rem;padding:0 2rem 4rem;background:${white};color:${ink};
font:15px/1.5 "IBM Plex Sans","Segoe UI",system-ui,sans-serif;font-variant-numeric:tabular-nums}
${tone}
.banner{position:sticky;top:0;z-index:1;margin:0 -2rem;padding:.6rem 2rem;
background:var(--fill);
color:var(--text);font-weight:600;text-align:center}
.watermark{display:none}
header{margin:3rem 0 2rem;border-top:4px solid ${accent};padding-top:1.2rem}
header .organisation{margin:0;color:${muted};font-weight:600}
h1{margin:.2rem 0;font-size:2.1rem;line-height:1.15;color:${accent}}
header .subtitle{margin:.2rem 0 .8rem;font-size:1.1rem;color:${muted}}
h2{margin:3rem 0 .4rem;padding-top:.6rem;border-top:1px solid ${rule};font-size:1.35rem;
color:${accent}}
h3{margin:1.8rem 0 .3rem;font-size:1.1rem}
h4{margin:1.4rem 0 .3rem;font-size:1rem}
.section-note{margin:0 0 .8rem;color:${muted}}
nav{margin:2rem 0;padding:1rem 1.4rem;background:${panel}}
nav h2{margin:0 0 .4rem;padding:0;border:0;font-size:1rem}
nav ol{margin:0;padding:0;list-style:none;columns:2 22rem}
nav a,a{color:${accent}}
.chip{display:inline-block;padding:0 .55em;border-radius:1em;background:var(--fill);
color:var(--text);
font-size:.8em;font-weight:600;white-space:nowrap}
.note{display:block;color:${muted};font-size:.85em}
.callout{padding:.7rem 1rem;border-left:4px solid var(--text);background:var(--fill)}
dl{margin:.8rem 0}
dt{color:${muted};font-size:.85rem}
dd{margin:0;overflow-wrap:anywhere}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr));gap:.6rem 2rem}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.8rem}
.figures div{padding:.7rem .9rem;background:${panel};border-top:3px solid ${accent}}
.figures div[class]:not([class=""]){background:var(--fill);border-color:var(--text)}
.figures dd{font-size:1.5rem;font-weight:600;line-height:1.2}
.figures dd small{font-size:.85rem;font-weight:400}
.scroll{overflow-x:auto;margin:.8rem 0 1.4rem}
table{width:100%;border-collapse:collapse;font-size:.87rem}
caption{padding:.3rem 0;text-align:start;font-weight:600}
th{padding:.35rem .5rem;border-bottom:2px solid ${accent};background:${panel};text-align:start;
vertical-align:bottom}
td{padding:.3rem .5rem;border-bottom:1px solid ${hairline};vertical-align:top;
overflow-wrap:anywhere}
tbody tr:nth-child(even){background:${zebra}}
.end{text-align:end}
.end .chip{display:table;margin-inline-start:auto}
.whole{white-space:nowrap}
.none{color:${muted};font-style:italic}
figure{margin:1.2rem 0}
figcaption{font-weight:600}
svg{max-width:100%;font:11px "IBM Plex Sans","Segoe UI",system-ui,sans-serif}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;padding-left:3.2rem;color:${muted};
font-size:.85rem}
.tree ul{margin:0;padding-left:1.4rem;list-style:none}
.tree>ul{padding-left:0}
.tree ul ul{border-left:1px solid ${rule}}
.tree li{padding:.12rem 0}
.tree li span{color:${muted}}
.tree li .chip{color:var(--text)}
.digest{font-family:"IBM Plex Mono",ui-monospace,monospace;font-size:.85em}
.signatures{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:.8rem;
margin:.8rem 0;padding:0}
.signatures li,.seal{padding:.7rem 1rem;border:1px solid ${rule};list-style:none}
.signatures li strong{display:block}
.signatures p,.seal p{margin:.25rem 0}
.signatures .open{border-style:dashed}
.glossary div{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:1rem;
padding:.2rem 0;border-bottom:1px solid ${hairline}}
.glossary dt{color:inherit;font-weight:600}
footer{margin-top:3rem;padding-top:.6rem;border-top:1px solid ${rule};color:${muted};
font-size:.85rem}
@page{size:A4;margin:18mm 15mm}
@media print{
html{font-size:12px}
body{max-width:none;padding:0;font-size:10pt}
.banner{position:static;margin:0}
.watermark{display:block;position:fixed;top:45%;left:0;width:100%;transform:rotate(-30deg);
text-align:center;font-size:30pt;font-weight:600;color:${hairline};z-index:-1}
header{margin-top:0}
h2,h3,h4,caption,figcaption{break-after:avoid}
tr,figure,.signatures li,.seal,.figures div{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
nav a{color:inherit;text-decoration:none}
}
`;

/** For the `style-src` of a content security policy. */
export const STYLE_SOURCE = `'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`;
