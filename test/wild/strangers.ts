import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FoundText, lintClusters } from '../../src/lint/clusters.ts';
import type { PlacedFinding } from '../../src/lint/manifests.ts';
import { repaired } from '../../src/lint/repair/write.ts';

const mostPlaces = 3;

/**
 * Lints each file of a folder by itself, and prints what there is to judge: how often each rule finds something, and where.
 *
 * @returns whether each could be judged, or was refused in words
 */
export function judgeFolder(folder: string): boolean {
  const findings: PlacedFinding[] = [];
  const refused: string[] = [];
  const crashed: string[] = [];
  const counts = { files: 0, objects: 0, written: 0 };
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(?:ya?ml|json)$/.test(name)) continue;
    counts.files++;
    const texts = [{ file: name, text: readFileSync(join(folder, name), 'utf8') }];
    try {
      const report = lintClusters(texts);
      counts.objects += report.clusters.flatMap(({ model }) => model.objects.all).length;
      findings.push(...report.findings);
      refused.push(
        ...report.unreadable.map(({ file, line, message }) => `${file}:${line}: ${message}`),
      );
      const find = (some: readonly FoundText[]) => lintClusters(some);
      if (report.findings.length > 0) counts.written += repaired(texts, find).edits.length;
    } catch (error) {
      crashed.push(`${name}: ${error instanceof Error ? error.stack : error}`);
    }
  }
  const failed = findings.filter(({ failure }) => failure !== undefined);
  printRules(findings);
  for (const line of refused) console.log(`refused  ${line}`);
  for (const line of crashed) console.log(`CRASHED  ${line}`);
  const fixed = findings.filter(({ fix }) => fix !== undefined).length;
  console.log(
    `${folder}: ${counts.files} files, ${refused.length} refused, ${counts.objects} objects, ${findings.length} findings, ${fixed} of them with a fix, of which ${counts.written} were written and left nothing behind; ${crashed.length + failed.length} failures`,
  );
  return crashed.length + failed.length === 0;
}

function printRules(findings: readonly PlacedFinding[]): void {
  const byRule = new Map<string, PlacedFinding[]>();
  for (const finding of findings) {
    const key = `${finding.severity.padEnd(7)} ${finding.rule.id}`;
    byRule.set(key, [...(byRule.get(key) ?? []), finding]);
  }
  for (const [key, found] of [...byRule].sort(([, a], [, b]) => b.length - a.length)) {
    console.log(`${String(found.length).padStart(5)}  ${key}`);
    for (const { file, line, message } of found.slice(0, mostPlaces)) {
      console.log(`         ${file}:${line}: ${message}`);
    }
  }
}
