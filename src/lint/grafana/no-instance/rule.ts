import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import { grafanaApiGroup } from '../../../upstream/grafana/datasource.ts';
import { isRecord, list, own, record, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** A GrafanaDatasource that no Grafana of the grafana-operator takes up. */
export const noInstance: Rule = {
  id: 'grafana/no-instance',
  severity: 'error',
  rationale:
    'the operator gives a data source to the Grafanas that its selector finds, of its own namespace only',
  source: 'grafana-operator v5.24.0 api/v1beta1; grafana-operator#1128, #1326',
  *check({ objects }) {
    const grafanas = objects.ofKind('Grafana', grafanaApiGroup);
    const selected = new Map<string, readonly KubeObject[]>();
    for (const object of objects.ofKind('GrafanaDatasource', grafanaApiGroup)) {
      const spec = record(object.value.spec);
      const path = ['spec', 'instanceSelector'];
      const written = own(spec, 'instanceSelector');
      if (written === undefined || written === null) {
        const message = 'a GrafanaDatasource must have an instanceSelector, it has none';
        yield { object, path: ['spec'], message };
        continue;
      }
      if (grafanas.length === 0) continue;
      // most resources select the same Grafanas
      const key = JSON.stringify(written);
      const found = selected.get(key) ?? grafanas.filter((one) => selects(record(written), one));
      selected.set(key, found);
      if (found.length === 0) {
        const message = `instanceSelector finds no Grafana, there is ${names(grafanas)}`;
        yield { object, path, message };
      } else if (
        spec.allowCrossNamespaceImport !== true &&
        found.every((one) => isAway(one, object))
      ) {
        yield {
          object,
          path: ['spec', 'allowCrossNamespaceImport'],
          message: `a GrafanaDatasource of namespace ${object.namespace} must have allowCrossNamespaceImport for ${names(found)}`,
          fix: 'allowCrossNamespaceImport: true',
        };
      }
    }
  },
};

function isAway(grafana: KubeObject, { namespace }: KubeObject): boolean {
  return grafana.namespace !== namespace && grafana.namespace !== '' && namespace !== '';
}

function names(grafanas: readonly KubeObject[]): string {
  return grafanas
    .slice(0, 3)
    .map(({ namespace, name }) => `Grafana ${namespace}/${name}`)
    .join(', ');
}

function selects(selector: Readonly<Record<string, unknown>>, { labels }: KubeObject): boolean {
  const label = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  const matches = Object.entries(record(selector.matchLabels));
  if (matches.some(([key, value]) => label(key) !== value)) return false;
  return list(selector.matchExpressions).every((expression) => {
    if (!isRecord(expression)) return true;
    const value = label(text(expression.key) ?? '');
    const among = value !== undefined && list(expression.values).includes(value);
    switch (expression.operator) {
      case 'In':
        return among;
      case 'NotIn':
        return !among;
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        return true;
    }
  });
}
