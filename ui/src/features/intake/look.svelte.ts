/** The row of the file that is pointed at, by the table itself or by what is said beside it. */
class LookAt {
  at = $state(0);
  /** Raised with every pointing, so that the same row can be brought into sight again. */
  asked = $state(0);

  /** The row of the file whose unit is being named. */
  naming = $state<number | null>(null);

  go(index: number): void {
    this.at = index;
    this.asked += 1;
  }
}

export const look = new LookAt();
