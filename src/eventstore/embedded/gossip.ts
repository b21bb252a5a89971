// Gossip: a cluster of one, which leads. Clients that were given several hosts ask for it before
// anything else.
import { randomUUID } from "node:crypto";
import type { ClusterInfo } from "@eventstore/db-client/generated/gossip_pb.js";
import gossipPb from "@eventstore/db-client/generated/gossip_pb.js";
import sharedPb from "@eventstore/db-client/generated/shared_pb.js";
import type { sendUnaryData } from "@grpc/grpc-js";
import type { Endpoint } from "./endpoint.ts";

const instanceId = randomUUID();

export function gossipRead(endpoint: () => Endpoint) {
  return (_call: unknown, callback: sendUnaryData<ClusterInfo>): void => {
    const here = endpoint();
    const address = new gossipPb.EndPoint();
    address.setAddress(here.kind === "tcp" ? here.host : "localhost");
    address.setPort(here.kind === "tcp" ? here.port : 0);
    const member = new gossipPb.MemberInfo();
    member.setInstanceId(new sharedPb.UUID().setString(instanceId));
    // .NET ticks of 100 ns, counted from 1970.
    member.setTimeStamp(`${Date.now()}0000`);
    member.setState(gossipPb.MemberInfo.VNodeState.LEADER);
    member.setIsAlive(true);
    member.setHttpEndPoint(address);
    const cluster = new gossipPb.ClusterInfo();
    cluster.addMembers(member);
    callback(null, cluster);
  };
}
