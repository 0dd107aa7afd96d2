/** What stands for a value that is put in its place later, each of which nobody writes by chance. */
const placeholders: readonly RegExp[] = [
  // envsubst, Flux and a collector when it starts; templates
  /\$\{|\{\{/,
  // argocd-vault-plugin
  /<path:/,
  // vals and helm-secrets; bank-vaults' webhook; 1Password's
  /\bref\+\w+:\/\//,
  /\bvault:[\w./-]+#/,
  /\bop:\/\//,
  // sops
  /\bENC\[/,
  // scripts of CI
  /(@@|%%|__)[A-Z][A-Z0-9_]*\1/,
  /#\{[\w.]+\}#/,
];

/** Whether a part of a text is put in its place before it is applied, or by what reads it. Nobody knows what it will be. */
export function isSubstituted(value: string): boolean {
  return placeholders.some((one) => one.test(value));
}
