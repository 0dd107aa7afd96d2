import { execFileSync, spawnSync } from 'node:child_process';

/** What the linter finds in the goldens as they are, a line each. */
export function findingsOf(): string[] {
  return lines('npx', 'tsx', 'scripts/raise/findings.ts');
}

/** Findings that were not there before. */
export function newFindings(before: readonly string[], after: readonly string[]): string[] {
  const known = new Set(before);
  return [...new Set(after)].filter((finding) => !known.has(finding));
}

/** Files that differ from the last commit, with how many lines came and went. */
export function changedFiles(): string[] {
  const tracked = lines('git', 'diff', '--numstat', 'HEAD').map((line) => {
    const [added, deleted, file] = line.split('\t');
    return `${file}: +${added} -${deleted}`;
  });
  const fresh = lines('git', 'ls-files', '--others', '--exclude-standard');
  return [...tracked, ...fresh.map((file) => `${file}: new`)];
}

/** Places outside of what is generated where a release is named, with the line. */
export function placesOf(release: string): string[] {
  const paths = ['README.md', 'docs', 'src', 'test/*.ts', 'test/cluster', 'imports/README.md'];
  const generated = [':!docs/rules', ':!test/cluster/tools'];
  const args = ['grep', '-nF', release, '--', ...paths, ...generated];
  // it fails where there is none
  const { stdout } = spawnSync('git', args, { encoding: 'utf8' });
  return linesOf(stdout).filter((line) => !/[Ss]ource: /.test(line));
}

function lines(program: string, ...args: readonly string[]): string[] {
  return linesOf(execFileSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28 }));
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
