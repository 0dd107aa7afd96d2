/**
 * Whether a part of a text is put in its place before it is applied, or by a collector when it starts: `${NAME}` by envsubst or
 * Flux, `{{ … }}` by a template. Nobody knows what it will be.
 */
export function isSubstituted(value: string): boolean {
  return /\$\{|\{\{/.test(value);
}
