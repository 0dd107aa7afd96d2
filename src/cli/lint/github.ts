import type { LintReport, PlacedFinding } from '../../lint/manifests.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request. */
export function githubReport({ findings }: LintReport): string {
  return findings.map((finding) => `${command(finding)}\n`).join('');
}

function command({ rule, severity, message, fix, file, line, column }: PlacedFinding): string {
  const place = `file=${property(file)},line=${line},col=${column},title=${property(rule.id)}`;
  const text = fix === undefined ? message : `${message}; should be: ${fix}`;
  return `::${commands[severity]} ${place}::${data(text)}`;
}

// source: actions/toolkit packages/core/src/command.ts
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
