interface Syntax {
  /** The rule in words, as an error states it. */
  readonly rule: string;
  readonly pattern: RegExp;
  readonly maxLength: number;
}

// source: kubernetes v1.27 staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go
const dnsLabel: Syntax = {
  rule: "a DNS-1123 label (lower-case letters, digits and '-', a letter or digit at both ends, at most 63 characters)",
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  maxLength: 63,
};

const dnsSubdomain: Syntax = {
  rule: "a DNS-1123 subdomain (lower-case letters, digits, '-' and '.', a letter or digit at both ends of each part, at most 253 characters)",
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  maxLength: 253,
};

const labelValue: Syntax = {
  rule: "a label value (letters, digits, '-', '_' and '.', a letter or digit at both ends, at most 63 characters)",
  pattern: /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
  maxLength: 63,
};

const labelName: Syntax = {
  rule: "a label name (letters, digits, '-', '_' and '.', a letter or digit at both ends, at most 63 characters, after an optional DNS prefix and '/')",
  pattern: /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
  maxLength: 63,
};

const dataKey: Syntax = {
  rule: "a key of a Secret (letters, digits, '-', '_' and '.', at most 253 characters)",
  pattern: /^[-._a-zA-Z0-9]+$/,
  maxLength: 253,
};

/**
 * Why `value` cannot be a DNS-1123 label: the names of Namespaces, Services, ports, containers and volumes.
 *
 * @param what - the thing named in the text, such as `namespace`
 * @returns the thing, the rule, the value and, where one is near, a name that would do; undefined when all is well
 */
export function dnsLabelProblem(what: string, value: string): string | undefined {
  return problem(dnsLabel, what, value);
}

/**
 * Why `value` cannot be a DNS-1123 subdomain: the names of most objects, and DNS suffixes.
 *
 * @param what - the thing named in the text, such as `clusterDomain`
 * @returns as `dnsLabelProblem`
 */
export function dnsSubdomainProblem(what: string, value: string): string | undefined {
  return problem(dnsSubdomain, what, value);
}

/** Why `value` cannot name a Namespace; see `dnsLabelProblem`. */
export function namespaceProblem(value: string, what = 'namespace'): string | undefined {
  return dnsLabelProblem(what, value);
}

/** Why `value` cannot name a Secret; see `dnsSubdomainProblem`. */
export function secretNameProblem(value: string, what = 'secretName'): string | undefined {
  return dnsSubdomainProblem(what, value);
}

/**
 * Why `value` cannot be a key of a Secret or ConfigMap; see `dnsLabelProblem`.
 *
 * Source: kubernetes v1.27 staging/src/k8s.io/apimachinery/pkg/util/validation IsConfigMapKey.
 */
export function dataKeyProblem(what: string, value: string): string | undefined {
  const fine = matches(dataKey, value) && value !== '.' && !value.startsWith('..');
  return fine ? undefined : `${what} must be ${dataKey.rule}, got '${value}'`;
}

/** Why `value` cannot be the value of a label; see `dnsLabelProblem`. The empty string is one. */
export function labelValueProblem(what: string, value: string): string | undefined {
  return problem(labelValue, what, value);
}

/** Why `value` cannot be the key of a label or an annotation, such as `example.com/team`; see `dnsLabelProblem`. */
export function labelKeyProblem(what: string, value: string): string | undefined {
  const slash = value.indexOf('/');
  const prefix = slash < 0 ? undefined : value.slice(0, slash);
  const fine =
    matches(labelName, value.slice(slash + 1)) &&
    (prefix === undefined || matches(dnsSubdomain, prefix));
  return fine ? undefined : `${what} must be ${labelName.rule}, got '${value}'`;
}

function problem(syntax: Syntax, what: string, value: unknown): string | undefined {
  if (matches(syntax, value)) return undefined;
  if (typeof value !== 'string') return `${what} must be ${syntax.rule}, got ${String(value)}`;
  const near = value.trim().toLowerCase().replace(/[_\s]/g, '-');
  const hint = near !== value && matches(syntax, near) ? `; did you mean '${near}'?` : '';
  return `${what} must be ${syntax.rule}, got '${value}'${hint}`;
}

// callers without types reach this too: undefined would otherwise pass as the label "undefined"
function matches(syntax: Syntax, value: unknown): boolean {
  return (
    typeof value === 'string' && value.length <= syntax.maxLength && syntax.pattern.test(value)
  );
}

/** DNS suffix of Services unless a cluster says otherwise (Kubernetes kubelet `--cluster-domain`). */
export const defaultClusterDomain = 'cluster.local';
