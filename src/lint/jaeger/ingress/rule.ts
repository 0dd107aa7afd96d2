import type { Jaeger } from '../../../model/jaeger/instances.ts';
import { isOpenShift, showsCluster } from '../../../model/jaeger/platform.ts';
import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Model } from '../../../model/model.ts';
import { jaegerNames } from '../../../upstream/jaeger/names.ts';
import { flattenOptions } from '../../../upstream/jaeger/options.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at, list, own } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** The Ingress that the operator makes unless it is told not to, or a protection of it that works on OpenShift only. */
export const jaegerIngress: Rule = {
  id: 'jaeger/ingress',
  severity: 'warning',
  rationale:
    'by default the operator creates an Ingress to the UI for every host, without any login',
  source:
    'jaeger-operator v1.65.0 pkg/ingress/query.go and pkg/strategy/controller.go; jaeger-operator#2734',
  ignoreWhen:
    'everybody who reaches the ingress controller may open the UI, or no controller of the cluster serves an Ingress without a class',
  visit(model) {
    if (isOpenShift(model)) return {};
    const written = ingressesByBackend(model);
    return {
      *jaeger(jaeger) {
        if (own(jaeger.spec.ingress, 'security') === 'oauth-proxy') {
          yield {
            path: ['spec', 'ingress', 'security'],
            message: 'security oauth-proxy works only on OpenShift, elsewhere the UI has no login',
          };
        }
        const path = pathTypeProblem(jaeger);
        if (path) yield path;
        const { namespace, name } = jaeger;
        const other = written.get(`${namespace}\n${jaegerNames(name).queryService}`);
        const message = exposure(model, jaeger, other);
        if (message !== undefined) yield { path: ['spec', 'ingress'], message };
      },
    };
  },
};

/** The operator writes an empty path where there is no base path, which the API server refuses with these types. */
function pathTypeProblem(jaeger: Jaeger): Problem | undefined {
  const { spec } = jaeger;
  const type = own(spec.ingress, 'pathType');
  if (type !== 'Prefix' && type !== 'Exact') return undefined;
  // one that is misspelt is no matter of the Ingress
  const given = hasOption(jaeger, 'query.base-path') || hasOption(jaeger, 'base-path');
  if (own(spec.ingress, 'enabled') === false || given) return undefined;
  if (list(own(spec.ingress, 'hosts')).length === 0) return undefined;
  return {
    path: ['spec', 'ingress', 'pathType'],
    message: `pathType ${type} must be used with query.base-path, or the operator writes an Ingress with an empty path, which the API server rejects`,
    severity: 'error',
  };
}

function exposure(model: Model, jaeger: Jaeger, other: KubeObject | undefined): string | undefined {
  const { spec } = jaeger;
  const enabled = own(spec.ingress, 'enabled');
  if (enabled === false || list(own(spec.ingress, 'hosts')).length > 0) return undefined;
  if (other) {
    return `besides Ingress ${other.name} the operator creates its own one, for every host: set ingress.enabled to false`;
  }
  return enabled !== true && !hasOption(jaeger, 'query.base-path') && showsCluster(model, jaeger)
    ? 'the operator creates an Ingress to the UI for every host: set ingress.enabled to false, or ingress.hosts'
    : undefined;
}

/** Whether the part that the strategy runs has an option; the operator reads no other (jaeger-operator v1.65.0 pkg/ingress/query.go). */
function hasOption({ spec, strategy }: Jaeger, flag: string): boolean {
  const role = strategy.strategy === 'allInOne' ? 'allInOne' : 'query';
  return flattenOptions(at(spec, role, 'options')).options.some(({ key }) => key === flag);
}

/** Written Ingresses by namespace and Service that they lead to. */
function ingressesByBackend({ objects }: Model): Map<string, KubeObject> {
  const found = new Map<string, KubeObject>();
  for (const object of objects.ofKind('Ingress')) {
    if (object.labels['app.kubernetes.io/managed-by'] === 'jaeger-operator') continue;
    const { spec } = object.value;
    const backends = [
      own(spec, 'defaultBackend'),
      ...list(own(spec, 'rules')).flatMap((rule) =>
        list(at(rule, 'http', 'paths')).map((path) => own(path, 'backend')),
      ),
    ];
    for (const backend of backends) {
      const name = at(backend, 'service', 'name') ?? own(backend, 'serviceName');
      if (typeof name === 'string') found.set(`${object.namespace}\n${name}`, object);
    }
  }
  return found;
}
