/**
 * JSON as it is printed: what a terminal or a log takes for a command is written as an escape, which reads back as the same.
 *
 * @param value plain data
 */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value, undefined, 2);
  return `${json.replace(commands, escaped)}\n`;
}

// `##[` anywhere in a line is a command to GitHub's runner; a # stands in texts alone
const commands = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]|#(?=#\w*\[)/g;

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
