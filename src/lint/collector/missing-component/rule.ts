import type { Component } from '../../../model/collector/config.ts';
import {
  type ComponentStatus,
  componentStatus,
  distributionNames,
} from '../../../upstream/collector/releases.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A component that the image does not have: not this distribution, not yet this release, or nobody's. */
export const missingComponent: Rule = {
  id: 'collector/missing-component',
  severity: 'error',
  rationale: 'a collector does not start with a component that its image does not have',
  source: 'opentelemetry-collector-releases v0.80.0 to v0.159.0 distributions',
  *check({ collectors }) {
    for (const { config, distribution, version } of collectors) {
      if (!config || distribution === undefined || version === undefined) continue;
      for (const component of config.components) {
        const { kind, type, object, path } = component;
        const status = componentStatus(kind, type, distribution, version);
        const problem = problemOf(component, status, distributionNames[distribution], version);
        if (problem) yield { object, path, ...problem };
      }
    }
  },
};

function problemOf(
  { kind, id, type }: Component,
  status: ComponentStatus,
  image: string,
  version: string,
): Pick<Finding, 'message' | 'fix'> | undefined {
  switch (status.status) {
    case 'not-yet':
      return {
        message: `${kind} ${id} comes with ${image} ${status.since}, the image is ${version}`,
      };
    case 'other-distribution': {
      const { distributions, successor } = status;
      const others = distributions.map((name) => distributionNames[name]);
      const where = others.length === 0 ? 'nor in any other' : `only in ${others.join(', ')}`;
      return {
        message: `${kind} ${id} is not in ${image} ${version}, ${where}`,
        fix: successor,
      };
    }
    case 'unknown-id': {
      const { nearest } = status;
      return {
        message: `${kind} ${id} is not in ${image} ${version}: no distribution has ever had '${type}'`,
        ...(nearest === undefined ? {} : { fix: `${nearest}${id.slice(type.length)}` }),
      };
    }
    default:
      return undefined;
  }
}
