/** Memory that is used again: fresh memory for a picture costs the kernel more than the copy into it. */

/** So many bytes, with anything in them. */
export type Reserve = (length: number) => Uint8Array;

/** Gives the same pieces in the same order for each message, as long as they have the same lengths. */
export class Shelf {
  readonly #pieces: Uint8Array[] = [];
  #next = 0;

  /** What was given before is free again. */
  begin(): void {
    this.#next = 0;
  }

  readonly reserve: Reserve = (length) => {
    const at = this.#next++;
    const kept = this.#pieces[at];
    if (kept?.length === length) return kept;
    const piece = new Uint8Array(length);
    this.#pieces[at] = piece;
    return piece;
  };
}
