import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Model } from '../../../model/model.ts';
import {
  tektonConfigMapName,
  tektonConfigTracingSince,
  tektonNamespace,
  tektonTracingKeys,
} from '../../../upstream/tekton/tracing.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { own, record } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Tracing settings in a ConfigMap that the controller does not read, by its name or its namespace. */
export const place: Rule = {
  id: 'tekton/place',
  severity: 'error',
  rationale: 'the controller reads only ConfigMap config-tracing in its own namespace',
  source: 'tektoncd/pipeline v1.15.0 pkg/tracing/tracing.go and pkg/apis/config/tracing.go',
  ignoreWhen:
    'the ConfigMap belongs to another program with the same keys, or to a second Tekton outside the manifests',
  since: `tektoncd/pipeline ${tektonConfigTracingSince}`,
  visit(model) {
    const { tekton, tektonControllers, objects } = model;
    const known = new Set(tekton.map(({ object }) => object));
    const [reader] = tektonControllers;
    const meant = reader?.configName ?? tektonConfigMapName;
    const there = reader !== undefined || objects.hasNamespace(tektonNamespace);
    return {
      *tekton({ object, controller }) {
        if (object.kind !== 'ConfigMap' || controller) return;
        const finding = wrongNamespace(object, model);
        if (finding) yield finding;
      },
      *object(object) {
        const { kind, group, namespace, name } = object;
        if (!there || kind !== 'ConfigMap' || group !== '' || known.has(object)) return;
        if (namespace !== (reader?.namespace ?? tektonNamespace) || !isTracing(object, meant))
          return;
        const message = `ConfigMap with tracing settings must be called ${meant}, got ${name}`;
        yield { path: ['metadata', 'name'], message, fix: meant };
      },
    };
  },
};

function wrongNamespace(
  object: KubeObject,
  { tektonControllers, objects }: Model,
): Finding | undefined {
  const readers = tektonControllers.filter(({ configName }) => configName === object.name);
  const namespaces = [...new Set(readers.map(({ namespace }) => namespace))];
  // without a controller, its namespace tells that Tekton is there
  if (tektonControllers.length === 0 && objects.hasNamespace(tektonNamespace)) {
    namespaces.push(tektonNamespace);
  }
  if (namespaces.length === 0 || namespaces.includes(object.namespace) || !object.namespace) {
    return undefined;
  }
  return {
    object,
    path: ['metadata', 'namespace'],
    message: `ConfigMap ${object.name} must be in the namespace of Tekton's controller (${listed(namespaces)}), got ${object.namespace}`,
    fix: namespaces.length === 1 ? namespaces[0] : undefined,
  };
}

// the two keys together are of no other ConfigMap of Tekton
function isTracing(object: KubeObject, name: string): boolean {
  const data = record(object.value.data);
  const keys = Object.keys(data).filter((key) => tektonTracingKeys.includes(key));
  if (!keys.includes('enabled') && !keys.includes('endpoint')) return false;
  if (/trac/.test(object.name) || nearest(object.name, [name])) return true;
  return own(data, 'enabled') !== undefined && own(data, 'endpoint') !== undefined;
}
