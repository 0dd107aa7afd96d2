import type { CollectorConfig, Component } from '../../../model/collector/config.ts';
import type { ObjectIndex } from '../../../model/kubernetes/objects.ts';
import { componentsById, tabledReleases } from '../../../upstream/collector/components.ts';
import { componentStatus, distributionNames } from '../../../upstream/collector/releases.ts';
import { vendorComponents, vendorGroups, vendorRole } from '../../../upstream/collector/vendors.ts';
import type { Rule } from '../../rule.ts';

/** A component that no release of the default image has, in a collector that names no image. */
export const defaultImage: Rule = {
  id: 'collector/default-image',
  severity: 'warning',
  rationale:
    'by default the operator runs the core distribution, which fails to start with components of other distributions',
  source: 'opentelemetry-operator v0.158.0 internal/config/config.go',
  ignoreWhen:
    'the operator is told to run another default image, by `--collector-image` or `RELATED_IMAGE_COLLECTOR`, in a manifest that is not linted together with this one',
  visit: ({ objects }) => ({
    *component(component, { operated, image, config }) {
      if (!operated || image !== undefined || isOfVendor(objects, config)) return;
      const others = otherDistributions(component);
      if (others.length === 0) return;
      const { kind, id } = component;
      yield {
        message: `${kind} ${id} is not in ${distributionNames.core}, which the operator runs without spec.image: only in ${others.join(', ')}`,
      };
    },
  }),
};

/** Whether a vendor's operator likely runs the collector, by an image of its own: that of OpenShift, or of the add-on for EKS. */
function isOfVendor(objects: ObjectIndex, { components }: CollectorConfig): boolean {
  return (
    components.some(({ type }) => vendorComponents.test(type)) ||
    objects.all.some(
      ({ group, annotations }) =>
        vendorGroups.test(group) || Object.hasOwn(annotations, vendorRole),
    )
  );
}

/** Distributions that have a component which the core distribution never had. */
function otherDistributions({ kind, type }: Component): string[] {
  const status = componentStatus(kind, type, 'core', tabledReleases.to);
  if (status.status !== 'other-distribution') return [];
  if (componentsById(kind, type).some(({ distributions }) => distributions.core)) return [];
  return status.distributions.map((name) => distributionNames[name]);
}
