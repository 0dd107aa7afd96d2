import { readFileSync } from 'node:fs';
import { reasonOf } from '../upstream/values/unknown.ts';

/** What messages call standard input. */
export const standardInput = '<stdin>';

/**
 * Reads a file, or standard input for `-`.
 *
 * @throws if there is no such file, or it cannot be read, or is no UTF-8
 */
export async function readText(file: string): Promise<string> {
  const isStandardInput = file === '-';
  try {
    return decoded(isStandardInput ? await readStandardInput() : readFileSync(file));
  } catch (error) {
    const name = isStandardInput ? standardInput : file;
    throw new Error(`cannot read ${name}: ${fileReason(error)}`, { cause: error });
  }
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

// what cannot be decoded would be written back as something else
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Bytes as the text that they are.
 *
 * @throws if they are no UTF-8
 */
export function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  const marks = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (marks) throw new Error('it is UTF-16, and must be saved as UTF-8');
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const line = lineOfBroken(bytes);
    throw new Error(`line ${line} is not UTF-8`);
  }
}

/** The line, from 1, of the first byte that is no UTF-8. */
function lineOfBroken(bytes: Buffer): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    const part = bytes.subarray(start, end < 0 ? undefined : end);
    // no character of several bytes has a line feed among them
    if (!part.equals(Buffer.from(part.toString('utf8')))) return line;
    if (end < 0) return line;
    start = end + 1;
    line++;
  }
}

/** Why something cannot be read, for people; the error may be that of `readText`. */
export function fileReason(error: unknown): string {
  if (error instanceof Error && error.cause !== undefined) return fileReason(error.cause);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'ELOOP') return 'it is a link that leads to itself';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'permission denied';
  return reasonOf(error);
}
