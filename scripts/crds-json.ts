/**
 * Text of a file with the CustomResourceDefinitions of a group as JSON, one a line, so that constructs need not parse YAML: a
 * cold parser of it takes longer than all the rest of an operator.
 */
export function crdsJson(crds: readonly unknown[]): string {
  return `[\n${crds.map((crd) => JSON.stringify(crd)).join(',\n')}\n]\n`;
}
