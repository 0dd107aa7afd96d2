import type { Mesh } from '../../../model/istio/meshes.ts';
import type { NamedProvider } from '../../../model/istio/telemetries.ts';
import { builtInProviders, otherProvider } from '../../../upstream/istio/tracing.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { listed } from '../../../upstream/values/shown.ts';
import { at } from '../../../upstream/values/unknown.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A provider that is named for traces, which the mesh does not have, or which takes none; providers where nobody reads them. */
export const provider: Rule = {
  id: 'istio/provider',
  severity: 'error',
  rationale:
    'an Istio proxy sends traces only to a tracing provider of that name in the mesh configuration',
  source: 'istio/api v1.30.3 mesh/v1alpha1/config.proto; istio#48782 and istio#56180',
  ignoreWhen:
    'the provider is added to the mesh configuration elsewhere, or the resource is for another mesh',
  *check({ meshes, tracingProviders }) {
    for (const mesh of meshes) yield* misplaced(mesh);
    const known = meshes.flatMap(({ providers }) => providers ?? []);
    // a mesh that names none may have those of a profile
    if (known.length === 0 || meshes.some(({ providers }) => providers === undefined)) return;
    if (meshes.some(hasMore)) return;
    for (const named of [...tracingProviders, ...meshes.flatMap(({ defaults }) => defaults)]) {
      if (builtInProviders.includes(named.name)) continue;
      const found = known.filter(({ name }) => name === named.name);
      if (found.length === 0) {
        const names = known.map(({ name }) => name);
        yield unknown(named, names);
      }
      for (const { value } of found) {
        const field = otherProvider(value);
        if (field === undefined) continue;
        const message = `provider ${named.name} must be one for traces such as opentelemetry, got ${field}`;
        yield { ...named, message };
      }
    }
  },
};

/**
 * Whether an IstioOperator adds its providers to those of a profile, such as demo, which has some of its own.
 *
 * Source: istio 1.21 operator/pkg/util/merge_iop.go, manifests/profiles.
 */
function hasMore({ object: { kind, value } }: Mesh): boolean {
  const profile = at(value, 'spec', 'profile') ?? 'default';
  return kind === 'IstioOperator' && profile !== 'default' && profile !== 'minimal';
}

function unknown({ object, path, name }: NamedProvider, names: readonly string[]): Finding {
  const message = `providers must be among the extensionProviders of the mesh (${listed(names)}), got '${name}'`;
  return { object, path, message, fix: names.length === 1 ? names[0] : nearest(name, names) };
}

function* misplaced({ object, path, value }: Mesh): Iterable<Finding> {
  const inside = ['defaultConfig', 'extensionProviders'];
  if (at(value, ...inside) === undefined) return;
  const message =
    'extensionProviders must stand in the mesh configuration itself, got them in defaultConfig, which is that of proxies';
  yield { object, path: [...path, ...inside], message };
}
