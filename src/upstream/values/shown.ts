import { isRecord } from './unknown.ts';

/** A value that nobody has checked, in the words of a message: `'a'`, `'5'`, `a list`, `a mapping`. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isRecord(value) ? 'a mapping' : `'${value}'`;
}

/** A value that nobody has checked as JSON, in which integers of more than 53 bits are rounded. */
export function json(value: unknown): string {
  return (
    JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? Number(part) : part)) ??
    'undefined'
  );
}

const mostNames = 12;

/**
 * Names in the words of a message, `a, b` or `a and b`. Somebody may have thousands of a thing, of which a message names the first dozen
 * and counts the others.
 *
 * @param between what stands between two of them
 */
export function listed(names: Iterable<unknown>, between = ', '): string {
  const shown: unknown[] = [];
  let more = 0;
  for (const name of names) {
    if (shown.length < mostNames) shown.push(name);
    else more++;
  }
  const text = shown.join(between);
  return more === 0 ? text : `${text} and ${more} more`;
}

/**
 * A text of somebody else as one line that is no more than text to who shows it: it moves no cursor, changes no colour and no direction of
 * writing, and is no command to a service that reads logs. Source of `##[`: actions/runner src/Runner.Common/ActionCommand.cs, which
 * looks for it anywhere in a line; of `##vso[`: Azure Pipelines, logging commands.
 */
export function oneLine(text: string): string {
  return text.replace(commands, ' ').replace(/##(?=\w*\[)/g, '# #');
}

const commands =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
