import { readFileSync } from 'node:fs';

/** What messages call standard input. */
export const standardInput = '<stdin>';

/**
 * Reads a file, or standard input for `-`.
 *
 * @throws if there is no such file, or it cannot be read
 */
export async function readText(file: string): Promise<string> {
  if (file === '-') return readStandardInput();
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`cannot read ${file}: ${reasonOf(error)}`, { cause: error });
  }
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Why something cannot be read, for people; the error may be that of `readText`. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && error.cause !== undefined) return reasonOf(error.cause);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}
