import { otelOperatorManifest } from '../../../upstream/otel-operator/manifest.ts';
import type { Rule } from '../../rule.ts';

/** The Namespace of an operator's manifest, left empty when the operator moved. */
export const strayNamespace: Rule = {
  id: 'operator/stray-namespace',
  severity: 'warning',
  rationale:
    'the manifests create a Namespace in which nothing runs: a sign that the operator was moved only in part',
  source: 'opentelemetry-operator v0.158.0 release manifest',
  ignoreWhen:
    'the namespace is kept on purpose, for something that is installed apart from these manifests',
  visit({ objects, operators }) {
    const moved = operators.find(({ kind, namespace }) => kind === 'opentelemetry' && namespace);
    if (!moved) return {};
    const used = new Set(objects.all.map(({ namespace }) => namespace));
    return {
      *object({ kind, group, name, labels }) {
        if (kind !== 'Namespace' || group !== '' || used.has(name) || !isOperators(labels)) return;
        const message = `Namespace ${name} is the operator's default, but the operator is in ${moved.namespace}; nothing else is in it`;
        yield { path: ['metadata', 'name'], message, fix: 'leave it out' };
      },
    };
  },
};

/** Whether labels are those of everything in the operator's manifest. */
function isOperators(labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(otelOperatorManifest.labels).every(([key, value]) => labels[key] === value);
}
