// How long files may be, how full folders, and which names of folders say nothing.

export const limits = {
  fileLines: 300,
  lineColumns: 100,
  folderFiles: 12,
  /** Nine in ten files of src. */
  usualLines: 200,
  /** Half of the files of src; the aim is 60. */
  medianLines: 75,
} as const;

export const bannedFolders = [
  "common",
  "core",
  "helpers",
  "lib",
  "misc",
  "services",
  "shared",
  "types",
  "utils",
];
