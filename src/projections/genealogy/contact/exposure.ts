// Exposure: what stood in the same place or room at the same time as a suspect did. Pure.

export interface Stay<Of> {
  readonly of: Of;
  /** The room that it stood in; where none is recorded around it, the place itself. */
  readonly room: string;
  /** Milliseconds of the epoch; at infinity: it stands there still, as far as is recorded. */
  readonly from: number;
  readonly to: number;
}

export interface Exposure<Of> {
  readonly stay: Stay<Of>;
  /** Of several, the one that met it first. */
  readonly suspect: Stay<Of>;
}

/** Each of `others` once for each of its stays that met a suspect's; whoever left met who came. */
export function exposures<Of>(
  suspects: readonly Stay<Of>[],
  others: readonly Stay<Of>[],
): readonly Exposure<Of>[] {
  const byRoom = Map.groupBy(
    suspects.toSorted((one, other) => one.from - other.from),
    ({ room }) => room,
  );
  return others.flatMap((stay) => {
    const suspect = byRoom
      .get(stay.room)
      ?.find(({ from, to }) => from <= stay.to && stay.from <= to);
    return suspect ? [{ stay, suspect }] : [];
  });
}
