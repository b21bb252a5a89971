// To V8 a shared buffer weighs nothing, so that a thread that makes little else would hold on to
// every graph that it ever had. Where a new one comes, the old ones are let go of.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");

export const letGo: () => void = runInNewContext("gc");
