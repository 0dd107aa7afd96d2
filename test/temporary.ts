import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a run a folder of its own for what is temporary, since cdk8s leaves one behind for each app of a test. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-tracing-run-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
