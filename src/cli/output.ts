import { writeSync } from 'node:fs';
import type { UnreadableFile } from '../lint/manifests.ts';
import { oneLine } from '../upstream/values/shown.ts';
import { writeReason } from './read-text.ts';

const standardOutput = 1;
const standardError = 2;

/** Writes a text to standard output, whole; a reader that has seen enough is no error. */
export function print(text: string): void {
  write(standardOutput, text);
}

/** Writes a text to standard error. */
export function printError(text: string): void {
  write(standardError, text);
}

/** Writes to standard error which files cannot be read, and why: `file:line:column: reason`. */
export function printUnreadable(files: readonly UnreadableFile[]): void {
  for (const { file, line, column, message } of files) {
    const place = line === undefined ? file : `${file}:${line}:${column}`;
    printError(`tracing: ${oneLine(`${place}: ${message}`)}\n`);
  }
}

/** Writes to standard error what there is to say of the input as a whole: a line of plain words each. */
export function printNotes(notes: readonly string[]): void {
  printError(notes.map((note) => `${oneLine(note)}\n`).join(''));
}

// process.stdout would do, but takes some milliseconds to load sockets and streams
function write(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') {
        throw new Error(`cannot write the output: ${writeReason(error)}`, { cause: error });
      }
      // a pipe that is full: its reader needs a moment
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
