import { requiresAnnotation } from '../../../annotations/requires.ts';
import { bringsCaretaker } from '../../../model/operator/caretakers.ts';
import type { Rule } from '../../rule.ts';

/** Certificates for an operator, and nothing that issues them. */
export const certManagerMissing: Rule = {
  id: 'operator/cert-manager-missing',
  severity: 'warning',
  rationale:
    "without cert-manager a Certificate is rejected or never issued, and the operator's pod waits for its Secret forever",
  source: 'opentelemetry-operator#937; opentelemetry-helm-charts#562; jaeger-operator#1761',
  ignoreWhen: 'cert-manager is already in the cluster, installed apart from these manifests',
  visit(model) {
    const known = model.requirements.some(({ name, said }) => said && name === 'cert-manager');
    if (known || bringsCaretaker(model, 'cert-manager')) return {};
    return {
      *certificate({ object: { namespace, name }, ofOperator }) {
        if (!ofOperator) return;
        const message = `Certificate ${namespace}/${name} needs cert-manager, which the manifests do not install; if the cluster has it, say so with the annotation ${requiresAnnotation}: cert-manager`;
        yield { path: ['apiVersion'], message };
      },
    };
  },
};
