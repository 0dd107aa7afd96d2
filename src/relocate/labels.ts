import { requiresAnnotation } from '../annotations/requires.ts';
import { namesNamespace, replaceInList } from './text.ts';

/** What a label or an annotation says about a namespace. */
export type LabelRule = 'CA injection' | 'namespace label' | 'namespaced name';

interface MovedLabel {
  readonly value: string;
  readonly rule: LabelRule;
}

// keys whose value is `namespace/name`; sources: cert-manager cainjector, OpenTelemetry operator
// internal/instrumentation/annotation.go and pkg/sidecar/annotation.go, ingress-nginx annotations
const namespacedNames =
  /^(?:cert-manager\.io\/inject-ca-from(?:-secret)?|certmanager\.k8s\.io\/inject-ca-from|sidecar\.opentelemetry\.io\/inject|instrumentation\.opentelemetry\.io\/inject-[a-z-]+|nginx\.ingress\.kubernetes\.io\/[a-z-]*secret)$/;

// keys whose value is `namespace.name`; sources: Jaeger operator pkg/cmd/start/bootstrap.go (identity),
// OpenTelemetry operator internal/manifests/manifestutils/labels.go (instance) and pkg/sidecar/pod.go
const dottedNames =
  /^(?:jaegertracing\.io\/operated-by|sidecar\.opentelemetry\.io\/injected|app\.kubernetes\.io\/(?:instance|managed-by))$/;

// labels that Kubernetes sets on Namespaces, and the names that Cilium gives them
const namespaceLabels =
  /^(?:.*[./:])?kubernetes\.io\/metadata\.name$|^(?:k8s:)?io\.kubernetes\.pod\.namespace$/;

/** Whether the values of a label, or those that a selector compares it with, are namespaces. */
export function isNamespaceLabel(key: string): boolean {
  return namespaceLabels.test(key) || namesNamespace(key);
}

/** Whether a label holds the name of an application, which may be called like the namespace. */
export function isNameLabel(key: string): boolean {
  return key.startsWith('app.kubernetes.io/');
}

/** Moves the value of a label or an annotation; undefined where its key says nothing of a namespace. */
export function moveLabel(
  key: string,
  value: string,
  from: string,
  to: string,
): MovedLabel | undefined {
  if (isNamespaceLabel(key)) {
    const moved = replaceInList(value, /(,)/, from, to);
    return moved === undefined ? undefined : { value: moved, rule: 'namespace label' };
  }
  if (namespacedNames.test(key) && value.startsWith(`${from}/`)) {
    const rule = key.includes('inject-ca-from') ? 'CA injection' : 'namespaced name';
    return { value: `${to}${value.slice(from.length)}`, rule };
  }
  if (key === requiresAnnotation) {
    const moved = replaceInList(value, /(,)/, `namespace/${from}`, `namespace/${to}`);
    return moved === undefined ? undefined : { value: moved, rule: 'namespaced name' };
  }
  if (dottedNames.test(key) && value.startsWith(`${from}.`)) {
    return { value: `${to}${value.slice(from.length)}`, rule: 'namespaced name' };
  }
  return undefined;
}
