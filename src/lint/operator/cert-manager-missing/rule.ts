import { bringsCertManager } from '../../../model/operator/requirements.ts';
import { requiresAnnotation } from '../../../requires-annotation.ts';
import type { Rule } from '../../rule.ts';

/** Certificates for an operator, and nothing that issues them. */
export const certManagerMissing: Rule = {
  id: 'operator/cert-manager-missing',
  severity: 'warning',
  rationale:
    'without cert-manager a Certificate is refused or never issued, and the operator waits for its Secret forever',
  source: 'opentelemetry-operator#937; opentelemetry-helm-charts#562; jaeger-operator#1761',
  *check(model) {
    const known = model.requirements.some(({ name }) => name === 'cert-manager');
    if (known || bringsCertManager(model)) return;
    for (const { object } of model.certificates) {
      yield {
        object,
        path: ['apiVersion'],
        message: `Certificate ${object.namespace}/${object.name} needs cert-manager, which the manifests do not install; if the cluster has it, say so with the annotation ${requiresAnnotation}: cert-manager`,
      };
    }
  },
};
