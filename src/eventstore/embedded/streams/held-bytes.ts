// How much the node holds of appends that have been begun and not ended, whoever began them.

const heldBytesMax = 64 * 1024 * 1024;

export class HeldBytes {
  private bytes = 0;

  /** False when there is no room for so much more. */
  take(bytes: number): boolean {
    if (this.bytes + bytes > heldBytesMax) return false;
    this.bytes += bytes;
    return true;
  }

  give(bytes: number): void {
    this.bytes -= bytes;
  }
}
