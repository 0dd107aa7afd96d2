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
  ignoreWhen:
    'the operator is told to run another image by default, by `--collector-image` or `RELATED_IMAGE_COLLECTOR`, in a manifest that is not linted together with this one',
  visit: () => ({
    *component(component, { operated, image }) {
      if (!operated || image !== undefined) return;
      const others = otherDistributions(component);
      if (others.length === 0) return;
      const { kind, id } = component;
      yield {
        message: `${kind} ${id} is not in ${distributionNames.core}, which the operator runs when spec.image names none: only in ${others.join(', ')}`,
      };
    },
  }),
};

/** Distributions that have a component which the core distribution never had. */
function otherDistributions({ kind, type }: Component): string[] {
  const status = componentStatus(kind, type, 'core', tabledReleases.to);
  if (status.status !== 'other-distribution') return [];
  if (componentsById(kind, type).some(({ distributions }) => distributions.core)) return [];
  return status.distributions.map((name) => distributionNames[name]);
}
