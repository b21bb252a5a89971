// How pages of the service look beyond what documents have: the bar at the top, forms to fill in
// with a finger or a keyboard, and what was told about them.
import { accent, hairline, ink, muted, panel, rule, white } from "../../reports/render/palette.ts";

export const SERVICE_STYLE = `
.skip{position:absolute;left:-99rem}
.skip:focus{position:static;display:block;padding:.6rem 0}
.service{display:flex;flex-wrap:wrap;gap:.4rem 1.6rem;align-items:center;margin:0;
padding:.8rem 0;border-bottom:1px solid ${rule}}
.service strong{font-size:1.15rem}
.service nav{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:0;padding:0;background:none}
.service a{padding:.3rem 0}
.who{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;margin-inline-start:auto}
.who p{margin:0}
.who form{margin:0}
.who button{padding:.35rem .9rem;background:${white};color:${accent}}
.alerts{display:inline-flex;gap:.4rem;font-weight:600}
.service+main header{margin:1.4rem 0 1.6rem}
form{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;margin:.8rem 0 1.4rem}
label{display:grid;gap:.25rem;font-size:.85rem}
fieldset{display:flex;gap:1rem;margin:0;padding:0;border:0;font-size:.85rem}
legend{padding:0 0 .25rem}
input,select,button,.button{padding:.5rem .7rem;min-height:2.6rem;font:inherit;color:${ink};
border:1px solid ${muted};border-radius:.2rem;background:${white}}
input{min-width:18rem}
fieldset label{display:flex;align-items:center;gap:.4rem;min-height:2.6rem}
input[type=checkbox]{min-width:0;min-height:0;width:1.1rem;height:1.1rem;margin:0}
button,.button{display:inline-block;padding:.5rem 1.2rem;background:${accent};color:${white};
border-color:${accent};font-weight:600;text-decoration:none;cursor:pointer}
button.second,.button.second{background:${white};color:${accent}}
button[disabled]{opacity:.6;cursor:progress}
summary{padding:.4rem 0;cursor:pointer}
a:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible,button:focus-visible{
outline:3px solid #b1560f;outline-offset:2px}
[hidden]{display:none!important}
.sheet{flex-direction:column;align-items:stretch;gap:1rem;max-width:27rem}
.sheet input{min-width:0;width:100%;font-weight:400}
.sheet label{font-size:.95rem;font-weight:600}
.sheet label small{font-weight:400;color:${muted};font-size:.85rem}
.sheet button{margin-top:.4rem}
.or{max-width:27rem;margin:1.6rem 0 .8rem;padding-top:1rem;border-top:1px solid ${rule};
color:${muted}}
.ways{display:flex;flex-wrap:wrap;gap:.8rem;max-width:27rem}
.statement{max-width:44rem;margin:1rem 0;padding:1rem 1.4rem;background:${panel};
border-inline-start:4px solid ${accent};font-size:1.05rem;white-space:pre-line}
.rules{max-width:44rem}
.callout{max-width:44rem;overflow-wrap:anywhere}
.callout ul{margin:.3rem 0 0}
.row{display:flex;flex-wrap:wrap;gap:.5rem;margin:0}
.row button,.row input{min-height:2.2rem;padding:.25rem .7rem}
.row input{min-width:9rem}
td form{margin:0}
.secret{font:600 1.15rem/1.9 "IBM Plex Mono",ui-monospace,monospace;letter-spacing:.04em}
tbody th{padding:.3rem .5rem;background:none;border-bottom:1px solid ${hairline};
vertical-align:top}
th,td{overflow-wrap:break-word}
.code{font-family:ui-monospace,monospace;font-size:.85em}
footer a{margin-inline-end:1.4rem}
@media (max-width:52rem){body{padding:0 1.2rem 3rem}.who{margin-inline-start:0}}
@media print{.service,.skip,button{display:none}}
`;
