// docs/refusals.md: every "no" of the product, with its stable code.
import type { RefusalRule } from "../../src/domain/kernel/refusal.ts";

const head = `# Refusals

Made by \`npm run schemas\` from the one list of refusals; a test fails when it is out of date.
A code is stable: programs may rely on it, messages may change. A *recorded* refusal is kept as an
\`AttemptRefused\` event, since an inspector would ask about it; the others are only answered.
An override, where one is possible, takes the named role, a reason and a deviation.

| code | means | recorded | override |
|---|---|---|---|
`;

export function refusalListText(refusals: Readonly<Record<string, RefusalRule>>): string {
  const rows = Object.entries(refusals).map(([code, { means, recorded, override }]) => {
    const by = override === "never" ? "never" : `\`${override.role}\``;
    return `| \`${code}\` | ${means} | ${recorded ? "yes" : "no"} | ${by} |`;
  });
  return `${head}${rows.join("\n")}\n`;
}
