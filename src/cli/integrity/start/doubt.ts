// What the check of the whole log found while the service ran, kept so that the next start does not
// serve before all of it was read again.
import { access, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isCode, syncFolder, writeWhole } from "../../../vault/draft.ts";
import type { Instance } from "../../instance/instance.ts";
import type { CliFault } from "../../terminal/fault.ts";

const pathIn = ({ stores }: Pick<Instance, "stores">): string =>
  join(stores.folder.path, "checkpoints", "in-doubt");

export const keepDoubt = (
  instance: Pick<Instance, "stores">,
  { code, message }: CliFault,
): Promise<void> => writeWhole(pathIn(instance), Buffer.from(`${code} ${message}\n`));

export const isInDoubt = (instance: Pick<Instance, "stores">): Promise<boolean> =>
  access(pathIn(instance)).then(
    () => true,
    (error: unknown) => {
      if (isCode(error, "ENOENT")) return false;
      throw error;
    },
  );

export async function endDoubt(instance: Pick<Instance, "stores">): Promise<void> {
  await rm(pathIn(instance), { force: true });
  await syncFolder(dirname(pathIn(instance)));
}
