/** Where the lines of a text start. */
export class Lines {
  private readonly starts: readonly number[];

  /** @param breaks what ends a line, with the flag g */
  constructor(text: string, breaks: RegExp) {
    const starts = [0];
    for (const { index, 0: lineBreak } of text.matchAll(breaks)) {
      starts.push(index + lineBreak.length);
    }
    this.starts = starts;
  }

  /** Line, from 0, that a character stands in. */
  lineOf(offset: number): number {
    return lastUpTo(this.starts, offset);
  }

  /** Offset of the first character of a line, from 0; that of the last line for lines behind the end. */
  startOf(line: number): number {
    return this.starts[Math.min(line, this.starts.length - 1)] ?? 0;
  }
}

/** Index of the last of some ascending numbers that is no larger than a number; 0 where all are larger. */
export function lastUpTo(numbers: readonly number[], most: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}
