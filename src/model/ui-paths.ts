import { own, scalarText } from '../upstream/values/unknown.ts';
import type { Collector } from './collector/instances.ts';
import { optionValue } from './jaeger/roles.ts';
import type { Model, Service } from './model.ts';

/**
 * Path that the Jaeger behind a Service serves its UI under, without a slash at its end: none for the root.
 *
 * @returns undefined where the manifests do not tell, or where no Jaeger is behind the Service alone
 */
export function uiPathOf(model: Model, service: Service): string | undefined {
  if (service.others !== undefined) return undefined;
  const path = basePathOf(model, service);
  return path === undefined || /[${}]/.test(path) ? undefined : withoutLastSlash(path);
}

/** A path as it is compared, with the root as no path. */
export function withoutLastSlash(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}

function basePathOf(
  { jaegerRoles }: Model,
  { jaeger, workload, collector }: Service,
): string | undefined {
  const role = jaegerRoles.find(
    (one) =>
      (one.name === 'query' || one.name === 'allInOne') &&
      (jaeger ? one.jaeger === jaeger : workload !== undefined && one.workload === workload),
  );
  return role ? optionValue(role, 'query.base-path', '/') : basePathOfV2(collector);
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
