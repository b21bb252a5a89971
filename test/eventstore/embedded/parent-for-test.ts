// A program that starts a node and then does nothing, to be killed by a test. Its argument is the
// data folder.
import { startEmbeddedNode } from "../../../src/eventstore/embedded/supervisor.ts";

const node = await startEmbeddedNode({ directory: process.argv[2] ?? "", synchronous: "NORMAL" });
process.stdout.write(`${node.pid}\n`);
