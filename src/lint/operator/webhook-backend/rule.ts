import type { Model, Service } from '../../../model/model.ts';
import { defaultWebhookPort } from '../../../upstream/operator/webhooks.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { at, number } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A Service of webhooks that has no operator behind it. */
export const webhookBackend: Rule = {
  id: 'operator/webhook-backend',
  severity: 'error',
  rationale: "the webhook's Service has no endpoints, so the API server rejects custom resources",
  source: 'opentelemetry-operator v0.158.0 and jaeger-operator v1.65.0 release manifests',
  ignoreWhen:
    'the pods behind the Service are those of another release, and an operator of the manifests only happens to run in the same namespace',
  *check(model) {
    for (const [service, ports] of calledServices(model)) {
      const finding = problem(model, service, ports);
      if (finding) yield finding;
    }
  },
};

/** Services that webhooks call, with the ports that they are called at. */
function calledServices({ webhooks, services }: Model): ReadonlyMap<Service, readonly number[]> {
  const called = new Map<Service, number[]>();
  for (const { object, path, service } of webhooks) {
    const found = service && services.find(service.namespace, service.name);
    if (!found || found.derived) continue;
    const written = at(object.value, ...path, 'clientConfig', 'service', 'port');
    const ports = called.get(found) ?? [];
    ports.push(number(written) ?? defaultWebhookPort);
    called.set(found, ports);
  }
  return called;
}

function problem(
  { operators }: Model,
  service: Service,
  called: readonly number[],
): Finding | undefined {
  const { object, namespace, name, workload } = service;
  const here = operators.filter((operator) => operator.namespace === namespace);
  if (at(object.value, 'spec', 'selector') === undefined || here.length === 0) return undefined;
  const behind = here.find((operator) => operator.workload === workload);
  if (!behind) {
    return {
      object,
      path: ['spec', 'selector'],
      message: `Service ${namespace}/${name} is called for webhooks, but selects no operator; there is ${listed(here.map((operator) => operator.workload.object.name))}`,
    };
  }
  const offered = service.ports.map(({ port }) => port);
  const missing = called.find((port) => !offered.includes(port));
  if (missing !== undefined && offered.length > 0) {
    return {
      object,
      path: ['spec', 'ports', 0, 'port'],
      message: `Service ${namespace}/${name} is called for webhooks at port ${missing}, but has ${listed(offered)} only`,
      fix: String(missing),
    };
  }
  const listening = behind.container.ports.map(({ port }) => port);
  const index = service.ports.findIndex(
    ({ targetPort }) => targetPort !== undefined && !listening.includes(targetPort),
  );
  if (index < 0 || listening.length === 0) return undefined;
  return {
    object,
    path: ['spec', 'ports', index, 'targetPort'],
    message: `Service ${namespace}/${name} is called for webhooks, but sends to port ${service.ports[index]?.targetPort}, where ${behind.workload.object.name} does not listen, only on ${listed(listening)}`,
  };
}
