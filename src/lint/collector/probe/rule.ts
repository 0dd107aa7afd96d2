import { probeProblems } from '../../../upstream/kubernetes/probes.ts';
import { own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A probe with numbers that the operator refuses. */
export const probe: Rule = {
  id: 'collector/probe',
  severity: 'error',
  rationale:
    'the webhook rejects a collector whose probes have numbers that Kubernetes does not accept',
  source: 'opentelemetry-operator v0.88.0 apis/v1alpha1/collector_webhook.go',
  ignoreWhen:
    'never: the webhook rejects the collector. For the default of Kubernetes, omit the number',
  visit: () => ({
    *collector({ operated, object }) {
      // the schema of v1beta1 has the same bounds
      if (!operated || !object.apiVersion.endsWith('/v1alpha1')) return;
      for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
        for (const { path = [], message } of probeProblems(own(object.value.spec, name))) {
          yield { path: ['spec', name, ...path], message: `${name}: ${message}` };
        }
      }
    },
  }),
};
