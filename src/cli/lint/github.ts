import type { Findings, PlacedFinding, UnreadableFile } from '../../lint/manifests.ts';
import { inRepository } from '../../model/kubernetes/built-file.ts';
import { oneLine } from '../../upstream/values/shown.ts';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request; files that cannot be read
 * come first.
 */
export function githubReport({ findings, unreadable }: Findings): string {
  return [...unreadable.map(unreadableCommand), ...findings.map(command)]
    .map((text) => `${text}\n`)
    .join('');
}

function command({ rule, severity, message, fix, ...place }: PlacedFinding): string {
  const text = fix === undefined ? message : `${message}; should be: ${fix}`;
  return `::${commands[severity]} ${properties(place, rule.id)}::${data(text)}`;
}

function unreadableCommand({ message, ...place }: UnreadableFile): string {
  return `::${commands.error} ${properties(place, 'unreadable')}::${data(message)}`;
}

function properties(place: Omit<UnreadableFile, 'message'>, title: string): string {
  const { file, line, column } = inRepository(place);
  const inside = line === undefined ? '' : `,line=${line},col=${column}`;
  return `file=${property(file)}${inside},title=${property(title)}`;
}

// source: actions/toolkit packages/core/src/command.ts
function data(text: string): string {
  return oneLine(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
