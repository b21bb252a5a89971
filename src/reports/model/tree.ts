// A small tree: what a lot was made from, or what was made from it.
import type { Flag } from "./fact.ts";

export interface Tree {
  readonly kind: "tree";
  readonly id: string;
  readonly title?: string;
  readonly roots: readonly TreeNode[];
  readonly empty?: string;
}

export interface TreeNode {
  readonly label: string;
  /** Behind the label, lighter: material, quantity, place. */
  readonly detail?: string;
  readonly flag?: Flag;
  readonly children: readonly TreeNode[];
}
