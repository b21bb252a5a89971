// Gossip: a cluster of one, which leads. Clients that were given several hosts ask for it before
// anything else, and go where it says: to the very address that they have just asked at, whatever
// this machine calls itself.
import { randomUUID } from "node:crypto";
import type { ClusterInfo } from "@eventstore/db-client/generated/gossip_pb.js";
import gossipPb from "@eventstore/db-client/generated/gossip_pb.js";
import sharedPb from "@eventstore/db-client/generated/shared_pb.js";
import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";

const instanceId = randomUUID();

const authority = /^\[?(.*?)\]?(?::(\d{1,5}))?$/;

export function gossipRead(
  call: ServerUnaryCall<unknown, ClusterInfo>,
  callback: sendUnaryData<ClusterInfo>,
): void {
  const [, host = "", port] = authority.exec(call.getHost()) ?? [];
  const address = new gossipPb.EndPoint();
  address.setAddress(host);
  address.setPort(Number(port ?? 0));
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
}
