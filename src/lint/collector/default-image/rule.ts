import type { Component } from '../../../model/collector/config.ts';
import { componentsById, tabledReleases } from '../../../upstream/collector/components.ts';
import { componentStatus, distributionNames } from '../../../upstream/collector/releases.ts';
import type { Rule } from '../../rule.ts';

/** A component that no release of the default image has, in a collector that names no image. */
export const defaultImage: Rule = {
  id: 'collector/default-image',
  severity: 'warning',
  rationale:
    'an operator that is not told otherwise runs the core distribution, which does not start with components of others',
  source: 'opentelemetry-operator v0.158.0 internal/config/config.go',
  *check({ collectors }) {
    for (const { config, operated, image } of collectors) {
      if (!config || !operated || image !== undefined) continue;
      for (const component of config.components) {
        const others = otherDistributions(component);
        if (others.length === 0) continue;
        const { kind, id, object, path } = component;
        yield {
          object,
          path,
          message: `${kind} ${id} is not in ${distributionNames.core}, which the operator runs when spec.image names none: only in ${others.join(', ')}`,
        };
      }
    }
  },
};

/** Distributions that have a component which the core distribution never had. */
function otherDistributions({ kind, type }: Component): string[] {
  const status = componentStatus(kind, type, 'core', tabledReleases.to);
  if (status.status !== 'other-distribution') return [];
  if (componentsById(kind, type).some(({ distributions }) => distributions.core)) return [];
  return status.distributions.map((name) => distributionNames[name]);
}
