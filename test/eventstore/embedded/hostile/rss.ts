// What a process holds in memory and how many files it has open, as Linux tells it.
import { readdirSync, readFileSync } from "node:fs";

export function rssMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}

export function openFiles(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** Elsewhere the tests that ask are left out. */
export const canTell = process.platform === "linux";
