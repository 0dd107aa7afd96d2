import { own, scalarText } from '../upstream/values/unknown.ts';
import type { Collector } from './collector/instances.ts';
import { optionValue, type RunningRole } from './jaeger/roles.ts';
import type { Model, Service } from './model.ts';

/**
 * Reads the paths that Jaegers serve their UI under, without a slash at the end: none for the root.
 *
 * @returns the path of the Jaeger behind a Service; undefined where the manifests do not tell, or where no Jaeger is behind the Service
 * alone
 */
export function readUiPaths({ jaegerRoles }: Model): (service: Service) => string | undefined {
  const roles = new Map<unknown, RunningRole>();
  for (const role of jaegerRoles) {
    if (role.name === 'query' || role.name === 'allInOne') {
      roles.set(role.jaeger ?? role.workload, role);
    }
  }
  return ({ others, jaeger, workload, collector }) => {
    if (others !== undefined) return undefined;
    const role = roles.get(jaeger ?? workload ?? null);
    const path = role ? optionValue(role, 'query.base-path', '/') : basePathOfV2(collector);
    return path === undefined || /[${}]/.test(path) ? undefined : withoutLastSlash(path);
  };
}

/** A path as it is compared, with the root as no path. */
export function withoutLastSlash(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}

function basePathOfV2(collector: Collector | undefined): string | undefined {
  if (collector?.distribution !== 'jaeger') return undefined;
  const query = collector.config?.components.find(
    (one) =>
      one.kind === 'extensions' &&
      one.type === 'jaeger_query' &&
      collector.config?.isEnabled(one) === true,
  );
  return query && (scalarText(own(query.settings, 'base_path')) ?? '/');
}
