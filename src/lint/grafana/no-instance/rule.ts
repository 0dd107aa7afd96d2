import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import { grafanaApiGroup } from '../../../upstream/grafana/datasource.ts';
import { selectsLabels } from '../../../upstream/kubernetes/label-selector.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { json, listed } from '../../../upstream/values/shown.ts';
import { at, record } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A GrafanaDatasource that no Grafana of the grafana-operator takes up. */
export const noInstance: Rule = {
  id: 'grafana/no-instance',
  severity: 'error',
  rationale:
    'the grafana-operator adds a data source only to Grafanas that its instanceSelector matches, by default in its own namespace only',
  source: 'grafana-operator v5.24.0 api/v1beta1; grafana-operator#1128, #1326',
  ignoreWhen:
    'the intended Grafana is outside the manifests, and those in the manifests should not get the data source',
  visit({ objects }) {
    const grafanas = objects.ofKind('Grafana', grafanaApiGroup);
    const selected = selectedFrom(grafanas);
    return {
      *object(object) {
        if (object.kind !== 'GrafanaDatasource' || object.group !== grafanaApiGroup) return;
        const selector = at(object.value, 'spec', 'instanceSelector') ?? undefined;
        if (selector === undefined) {
          const message = 'a GrafanaDatasource must have an instanceSelector, it has none';
          yield { path: ['spec'], message };
        } else if (grafanas.length > 0) {
          yield* unreached(object, selected(selector), grafanas);
        }
      },
    };
  },
};

/** A function that gives the Grafanas which a selector finds; most resources select the same ones. */
function selectedFrom(grafanas: readonly KubeObject[]) {
  const selected = new Map<string, readonly KubeObject[]>();
  return (selector: unknown): readonly KubeObject[] => {
    const key = json(selector);
    const found =
      selected.get(key) ?? grafanas.filter(({ labels }) => selectsLabels(record(selector), labels));
    selected.set(key, found);
    return found;
  };
}

/** Why none of the selected Grafanas takes a data source up. */
function* unreached(
  object: KubeObject,
  found: readonly KubeObject[],
  grafanas: readonly KubeObject[],
): Iterable<Problem> {
  if (found.length === 0) {
    const message = `instanceSelector matches no Grafana, there is ${names(grafanas)}`;
    yield { path: ['spec', 'instanceSelector'], message };
  } else if (
    at(object.value, 'spec', 'allowCrossNamespaceImport') !== true &&
    found.every((one) => isAway(one, object))
  ) {
    yield {
      path: ['spec', 'allowCrossNamespaceImport'],
      message: `a GrafanaDatasource of namespace ${object.namespace} must have allowCrossNamespaceImport for ${names(found)}`,
      fix: 'allowCrossNamespaceImport: true',
    };
  }
}

function isAway(grafana: KubeObject, { namespace }: KubeObject): boolean {
  return grafana.namespace !== namespace && grafana.namespace !== '' && namespace !== '';
}

function names(grafanas: readonly KubeObject[]): string {
  return listed(grafanas.slice(0, 3).map(({ namespace, name }) => `Grafana ${namespace}/${name}`));
}
