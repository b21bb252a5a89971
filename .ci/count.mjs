// What a run of vitest counted: "passed failed" on standard output, and what failed, with its first
// words, in a file. A test file that could not be loaded counts as one failed.
import { readFileSync, writeFileSync } from "node:fs";

const [, , report, brokenFile] = process.argv;
const { numPassedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
const short = (text) =>
  String(text ?? "")
    .split("\n")
    .slice(0, 12)
    .join("\n    ");
const broken = testResults
  .filter(({ status }) => status === "failed")
  .flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === "failed");
    if (failed.length === 0) return [`${name}: ${short(message)}`];
    return failed.map((one) => `${name} > ${one.fullName}: ${short(one.failureMessages[0])}`);
  });
writeFileSync(brokenFile, broken.map((line) => `${line}\n`).join(""));
console.log(numPassedTests, broken.length);
