import { readFileSync } from 'node:fs';
import { reasonOf } from '../upstream/values/unknown.ts';

/** What messages call standard input. */
export const standardInput = '<stdin>';

/** Arguments of a command as messages name them. */
export function namesOf(paths: readonly string[]): string {
  return paths.map((given) => (given === '-' ? standardInput : given)).join(', ');
}

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
  const encoding = encodingOf(bytes);
  if (encoding !== undefined) throw new Error(`it is ${encoding}, and must be saved as UTF-8`);
  try {
    return utf8.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const line = lineOfBroken(bytes);
    throw new Error(`line ${line} is not UTF-8`);
  }
}

/** An encoding that is not UTF-8, by its mark or by where zeros stand beside the first character, as YAML 1.2 tells them (5.2). */
function encodingOf(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 4).toString('hex');
  if (/^(?:fffe0000|0000feff|000000..|..000000)$/.test(start)) return 'UTF-32';
  return /^(?:fffe|feff|00(?!00)|(?!00)..00)/.test(start) ? 'UTF-16' : undefined;
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

/** Why something cannot be read or written, for people; the error may be that of `readText`. */
export function fileReason(error: unknown): string {
  if (error instanceof Error && error.cause !== undefined) return fileReason(error.cause);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'ELOOP') return 'it is a link that leads to itself';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'permission denied';
  const message = reasonOf(error);
  // of what Node says, `ENOSPC: no space left on device, write`, the words alone
  return code === undefined
    ? message
    : (/^[A-Z\d]+: (.+?), \w+(?: '|$)/.exec(message)?.[1] ?? message);
}

/** Why a file or folder cannot be written, for people. */
export function writeReason(error: unknown): string {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return isMissing ? 'there is no such folder' : fileReason(error);
}
