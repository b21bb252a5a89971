// What an address to copy to may be.
import { expect, test } from "vitest";
import { targetAddress } from "../../../src/cli/replicate/target.ts";

const several = "esdb://a.example,b.example:2113,c.example";

test.each([
  [several],
  [`${several}?tls=true`],
  [`${several}?nodePreference=follower`],
  [`${several}?nodePreference=random`],
  [`${several}?nodePreference=readOnlyReplica`],
  [`${several}?nodePreference=leader&node-preference=follower`],
  ["esdb+discover://cluster.example"],
  ["esdb+discover://cluster.example:2113?tls=true"],
  ["kurrentdb+discover://cluster.example"],
  ["esdb://a.example/b.example"],
])("%s may lead to a node that lags", (address) => {
  expect(() => targetAddress(address)).toThrow(expect.objectContaining({ code: "TARGET_MAY_LAG" }));
});

test.each([
  ["esdb://a.example"],
  ["esdb://127.0.0.1:2113?tls=false"],
  ["esdb://a.example/?nodePreference=follower"],
  [`${several}?nodePreference=leader`],
  [`${several}?tls=true&Node_Preference=Leader`],
  [`${several}?nodePreference=follower&nodePreference=leader`],
  ["esdb+discover://cluster.example?nodePreference=leader"],
])("%s is taken", (address) => {
  expect(targetAddress(address)).toEqual({ url: address, shown: address });
});

test.each([
  ["TARGET_ADDRESS_WRONG", "http://a.example"],
  ["TARGET_ADDRESS_WRONG", "esdb://a.example?preference=leader"],
  ["TARGET_ADDRESS_WRONG", "esdb://a.example?tls=false"],
  ["SECRET_IN_ARGUMENT", `esdb://me:w0rd${"@"}a.example`],
  ["FILE_UNREADABLE", "/nowhere/cluster.address"],
])("%s: %s", (code, address) => {
  expect(() => targetAddress(address)).toThrow(expect.objectContaining({ code }));
});
