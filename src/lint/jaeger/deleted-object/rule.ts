import { jaegerNames } from '../../../upstream/jaeger/names.ts';
import type { Rule } from '../../rule.ts';

/** An object of one's own with the labels by which the operator finds what it has created for a Jaeger. */
export const deletedObject: Rule = {
  id: 'jaeger/deleted-object',
  severity: 'error',
  rationale: 'the operator deletes what carries its labels and is not what it would create',
  source: 'jaeger-operator v1.51.0 pkg/controller/jaeger/service.go',
  *check({ jaegers, objects }) {
    const names = new Map(
      jaegers.map(({ name, namespace }) => [`${namespace}\n${name}`, ownNames(name)]),
    );
    for (const kind of kinds) {
      for (const object of objects.ofKind(kind)) {
        const { labels, namespace, name } = object;
        const instance = labels['app.kubernetes.io/instance'];
        if (labels['app.kubernetes.io/managed-by'] !== 'jaeger-operator') continue;
        const owned = names.get(`${namespace}\n${instance}`);
        if (!owned || owned.has(name)) continue;
        yield {
          object,
          path: ['metadata', 'labels', 'app.kubernetes.io/managed-by'],
          message: `the operator of Jaeger ${namespace}/${instance} deletes this ${kind}, whose labels say that it is its work`,
        };
      }
    }
  },
};

const kinds = [
  'Service',
  'Deployment',
  'DaemonSet',
  'ConfigMap',
  'CronJob',
  'Ingress',
  'HorizontalPodAutoscaler',
  'Secret',
  'ServiceAccount',
];

function ownNames(name: string): Set<string> {
  return new Set([
    ...Object.values(jaegerNames(name)),
    name,
    `${name}-ui-configuration`,
    `${name}-sampling-configuration`,
    `${name}-ui-proxy`,
  ]);
}
