// A file or an event that somebody else wrote cannot write over what the program says of it.
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CliFault, told } from "../../../src/cli/terminal/fault.ts";
import { styleIn, textTable } from "../../../src/cli/terminal/table.ts";
import { openTerminal } from "../../../src/cli/terminal/terminal.ts";
import { visible, visibleButStyles } from "../../../src/cli/terminal/visible.ts";

const hostile =
  "171\u001B[2K\u001B[3A\u001B[2Kvalid\u009B8m\r\u202Edilav\u2066\u200F\u007F\b\nvalid";
const obeyed = /[\p{Cc}\p{Bidi_Control}]/u;

test("a table keeps what its cells hold in them", () => {
  const columns = [{ title: "" }, { title: "" }];
  const rows = [["About", hostile]];
  const table = textTable(
    { title: hostile, columns, rows, empty: "" },
    { width: 300, colour: false },
  );
  const lines = table.split("\n");
  expect(lines).toHaveLength(3);
  expect(lines.filter((line) => obeyed.test(line))).toEqual([]);
  expect(lines[1]).toContain("171\\u001b[2K\\u001b[3A\\u001b[2Kvalid\\u009b8m\\u000d\\u202edilav");
});

test.each([false, true])("a fault tells what it names, json %s", (json) => {
  const fault = new CliFault("FILE_UNREADABLE", `${hostile} cannot be read.`, { file: hostile });
  const said = told(fault, { json, verbose: true }).text;
  expect(said.split("\n").filter((line) => obeyed.test(line))).toEqual([]);
  if (json) {
    const lines = said.trimEnd().split("\n");
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ file: hostile });
  }
});

test.each([true, false])(
  "an answer is shown, or handed on byte for byte: terminal %s",
  async (isTTY) => {
    const output = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.WriteStream;
    const terminal = openTerminal(() => process.stdin, output, output);
    const style = styleIn({ width: 80, colour: true });
    const green = style("green", "valid");
    const bytes = Buffer.from([0x1b, 0x00]);
    await terminal.write(`${green} ${hostile}`);
    await terminal.write(bytes);
    output.end();
    const shown = isTTY ? `${green} ${visible(hostile)}` : `${green} ${hostile}`;
    expect(await text(output)).toBe(`${shown}${bytes}`);
  },
);

const character = fc.oneof(
  fc.constantFrom(...'\n\t\u001B\u007F\u009B[]m"\\'),
  fc.nat({ max: 0x30ff }).map((code) => String.fromCharCode(code)),
);
const green = styleIn({ width: 80, colour: true })("green", "valid");

test("nothing is left that a terminal obeys, and a text of JSON stays what it says", () => {
  fc.assert(
    fc.property(fc.string({ unit: character }), (any) => {
      expect(visible(any).replaceAll("\n", "")).not.toMatch(obeyed);
      expect(JSON.parse(visible(JSON.stringify(any)))).toBe(any);
      const styled = `${any}${green}`;
      expect(visibleButStyles(styled).replaceAll(green, "").replaceAll("\n", "")).not.toMatch(
        obeyed,
      );
    }),
  );
});
