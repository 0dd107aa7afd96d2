import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Model } from '../../../model/model.ts';
import {
  tektonConfigMapName,
  tektonNamespace,
  tektonTracingKeys,
} from '../../../upstream/tekton/tracing.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { own, record } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** Tracing settings in a ConfigMap that the controller does not read, by its name or its namespace. */
export const place: Rule = {
  id: 'tekton/place',
  severity: 'error',
  rationale: 'the controller reads ConfigMap config-tracing of its own namespace and no other',
  source: 'tektoncd/pipeline v1.15.0 pkg/tracing/tracing.go and pkg/apis/config/tracing.go',
  *check(model) {
    for (const { object, controller } of model.tekton) {
      if (object.kind !== 'ConfigMap' || controller) continue;
      const finding = wrongNamespace(object, model);
      if (finding) yield finding;
    }
    const known = new Set(model.tekton.map(({ object }) => object));
    const [reader] = model.tektonControllers;
    if (!reader && !model.objects.hasNamespace(tektonNamespace)) return;
    const name = reader?.configName ?? tektonConfigMapName;
    const namespace = reader?.namespace ?? tektonNamespace;
    for (const object of model.objects.ofKind('ConfigMap', '')) {
      if (known.has(object) || object.namespace !== namespace || !isTracing(object, name)) continue;
      const message = `ConfigMap with tracing settings must be called ${name}, got ${object.name}`;
      yield { object, path: ['metadata', 'name'], message, fix: name };
    }
  },
};

function wrongNamespace(object: KubeObject, model: Model): Finding | undefined {
  const readers = model.tektonControllers.filter(({ configName }) => configName === object.name);
  const namespaces = [...new Set(readers.map(({ namespace }) => namespace))];
  // without a controller, its namespace tells that Tekton is there
  if (model.tektonControllers.length === 0 && model.objects.hasNamespace(tektonNamespace)) {
    namespaces.push(tektonNamespace);
  }
  if (namespaces.length === 0 || namespaces.includes(object.namespace) || !object.namespace) return;
  const [only, ...others] = namespaces;
  return {
    object,
    path: ['metadata', 'namespace'],
    message: `ConfigMap ${object.name} must be in the namespace of Tekton's controller (${namespaces.join(', ')}), got ${object.namespace}`,
    ...(only !== undefined && others.length === 0 ? { fix: only } : {}),
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
