import type { Jaeger } from '../../../model/jaeger/instances.ts';
import { jaegerPodLabels } from '../../../upstream/jaeger/names.ts';
import { at, isRecord } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A label on Jaeger's pods that its Services select by. */
export const podLabels: Rule = {
  id: 'jaeger/pod-labels',
  severity: 'error',
  rationale:
    'the Services select the labels that the operator would have set, so they have no endpoints and spans are refused',
  source: 'jaeger-operator v1.65.0 pkg/deployment/collector.go and pkg/service/collector.go',
  *check({ jaegers }) {
    for (const jaeger of jaegers) {
      yield* labelFindings(jaeger, ['spec', 'labels']);
      for (const { name } of jaeger.roles) yield* labelFindings(jaeger, ['spec', name, 'labels']);
    }
  },
};

// the operator removes these two from the labels of the instance, of all-in-one and of query
const removed = ['app.kubernetes.io/instance', 'app.kubernetes.io/managed-by'];

function* labelFindings(jaeger: Jaeger, path: Path): Iterable<Finding> {
  const { object, name, strategy } = jaeger;
  const labels = at(object.value, ...path);
  if (!isRecord(labels)) return;
  const ofCollector = path.includes('collector') || path.includes('ingester');
  for (const [label, value] of Object.entries(labels)) {
    const own = jaegerPodLabels(name, 'collector')[label];
    if (own === undefined || value === own) continue;
    if (removed.includes(label) && !ofCollector) {
      yield {
        object,
        path: [...path, label],
        message: `label ${label} is the operator's, which removes it here`,
        severity: 'warning',
      };
    } else if (strategy.strategy !== 'allInOne') {
      yield {
        object,
        path: [...path, label],
        message: `pods must keep the operator's label ${label}, which their Services select by, got '${String(value)}'`,
      };
    }
  }
}
