import type { Component } from '../../../model/collector/config.ts';
import {
  type ComponentStatus,
  componentStatus,
  distributionNames,
} from '../../../upstream/collector/releases.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import type { Rule } from '../../rule.ts';

/** A component that the image does not have: not this distribution, not yet this release, or nobody's. */
export const missingComponent: Rule = {
  id: 'collector/missing-component',
  severity: 'error',
  rationale: 'the collector fails to start with a component that its image does not contain',
  source: 'opentelemetry-collector-releases v0.80.0 to v0.159.0 distributions',
  ignoreWhen:
    'the image is your own build (OpenTelemetry Collector Builder) that contains the component and keeps the name of a distribution',
  visit: () => ({
    *component(component, { distribution, version, image }) {
      if (distribution === undefined || version === undefined) return;
      const status = componentStatus(component.kind, component.type, distribution, version);
      if (image === undefined) {
        // what the operator's default image lacks is told by collector/default-image; what nobody has ever had is told here
        if (status.status === 'unknown-id') yield unnamedProblem(component, status.nearest);
        return;
      }
      const problem = problemOf(component, status, distributionNames[distribution], version);
      if (problem) yield problem;
    },
  }),
};

function unnamedProblem({ kind, id, type }: Component, nearest: string | undefined): Problem {
  return {
    message: `${kind} ${id} is in no known image: no distribution has ever had '${type}'`,
    fix: nearest === undefined ? undefined : `${nearest}${id.slice(type.length)}`,
    // the operator may be told to run a build of somebody's own
    severity: 'warning',
  };
}

function problemOf(
  { kind, id, type }: Component,
  status: ComponentStatus,
  image: string,
  version: string,
): Problem | undefined {
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
        fix: nearest === undefined ? undefined : `${nearest}${id.slice(type.length)}`,
      };
    }
    default:
      return undefined;
  }
}
