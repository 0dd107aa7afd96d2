import type { Jaeger } from '../../../model/jaeger/instances.ts';
import { jaegerPodLabels, removedLabels } from '../../../upstream/jaeger/names.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { show } from '../../../upstream/values/shown.ts';
import { at, record } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** A label on Jaeger's pods that its Services select by. */
export const podLabels: Rule = {
  id: 'jaeger/pod-labels',
  severity: 'error',
  rationale:
    "the Services select the operator's own labels, so without these they have no endpoints and connections are refused",
  source: 'jaeger-operator v1.65.0 pkg/deployment/collector.go and pkg/service/collector.go',
  ignoreWhen: 'senders use a Service of your own, which selects the pods by these labels',
  visit: () => ({
    *jaeger(jaeger) {
      yield* labelProblems(jaeger, ['spec', 'labels']);
      for (const { name } of jaeger.roles) yield* labelProblems(jaeger, ['spec', name, 'labels']);
    },
  }),
};

function* labelProblems({ object, name, strategy }: Jaeger, path: Path): Iterable<Problem> {
  const keepsAll = path.includes('collector') || path.includes('ingester');
  for (const [label, value] of Object.entries(record(at(object.value, ...path)))) {
    const own = jaegerPodLabels(name, 'collector')[label];
    if (own === undefined || value === own) continue;
    if (removedLabels.includes(label) && !keepsAll) {
      yield {
        path: [...path, label],
        message: `label ${label} belongs to the operator, which removes it here`,
        severity: 'warning',
      };
    } else if (strategy.strategy !== 'allInOne') {
      yield {
        path: [...path, label],
        message: `pods must keep the operator's label ${label}, by which their Services select them, got ${show(value)}`,
      };
    }
  }
}
