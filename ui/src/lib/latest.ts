/**
 * Lets only the newest of several overlapping reads count: an answer that was overtaken by a later
 * question is dropped, whatever order the answers come in.
 */
export class Latest {
  #turn = 0;

  async run<T>(
    read: () => Promise<T>,
    done: (value: T) => void,
    failed: (reason: unknown) => void,
  ): Promise<void> {
    const turn = ++this.#turn;
    try {
      const value = await read();
      if (turn === this.#turn) done(value);
    } catch (reason) {
      if (turn === this.#turn) failed(reason);
    }
  }

  /** Drops what is still under way. */
  cancel(): void {
    this.#turn += 1;
  }
}
