import type { Model } from '../../../model/model.ts';
import type { Webhook } from '../../../model/operator/webhooks.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A webhook that calls a Service which is not there. */
export const webhookService: Rule = {
  id: 'operator/webhook-service',
  severity: 'error',
  rationale:
    "the webhook's Service does not exist, so the API server rejects custom resources and pods are not injected",
  source: 'opentelemetry-operator#3110; opentelemetry-helm-charts#1199',
  ignoreWhen:
    'something outside the manifests creates the Service, such as OLM or the Helm chart of the operator',
  *check(model) {
    const told = new Set<string>();
    for (const webhook of model.webhooks) {
      const finding = missing(model, webhook);
      // webhooks of one object go wrong together: one finding says it
      const key = `${webhook.object.order} ${finding?.message}`;
      if (!finding || told.has(key)) continue;
      told.add(key);
      yield finding;
    }
  },
};

function missing(model: Model, { object, path, service }: Webhook): Finding | undefined {
  if (!service || model.services.find(service.namespace, service.name)) return undefined;
  const location = (field: string) => ({
    object,
    path: [...path, 'clientConfig', 'service', field],
  });
  const subject = `${object.kind} ${object.name} calls Service ${service.namespace}/${service.name}`;
  const [elsewhere] = model.services.named(service.name);
  if (elsewhere) {
    return {
      ...location('namespace'),
      message: `${subject}, but that Service is in namespace ${elsewhere.namespace}`,
      fix: elsewhere.namespace,
    };
  }
  const here = model.services
    .inNamespace(service.namespace)
    .find(({ workload }) => model.operators.some((operator) => operator.workload === workload));
  if (!here) return undefined;
  return {
    ...location('name'),
    message: `${subject}, which does not exist; the operator's Services there have other names`,
  };
}
