import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Injection } from '../../upstream/instrumentation/languages.ts';
import { constructProblem, isPlain, refuse } from '../props/refuse.ts';
import type { InstrumentationName, InstrumentOptions } from './injection.ts';
import { instrument, podLabels } from './instrument.ts';

/**
 * Makes the operator inject instrumentation into the pods of all workloads in a scope that have the labels of a selector, as
 * `instrument` does for one. Those that are added later are not looked at.
 *
 * @param labels - what the pods must have, `{ 'app.kubernetes.io/part-of': 'shop' }`
 * @throws if the scope is no construct, no pods have the labels, and as `instrument`
 */
export function instrumentMatching(
  scope: Construct,
  labels: Readonly<Record<string, string>>,
  injection: Injection,
  instrumentation: InstrumentationName,
  options: InstrumentOptions = {},
): void {
  refuse(
    constructProblem('instrumentMatching', scope),
    isPlain(labels) && Object.keys(labels).length > 0
      ? undefined
      : 'labels must be a mapping with at least one label, got none',
  );
  const wanted = Object.entries(labels);
  const matching = scope.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .filter((object) => {
      const given = podLabels(object.toJson());
      return wanted.every(([key, value]) => given?.[key] === value);
    });
  const text = wanted.map((pair) => pair.join('=')).join(',');
  refuse(
    scope,
    matching.length > 0
      ? undefined
      : `labels must be those of a workload in this scope, got ${text}`,
  );
  for (const object of matching) instrument(object, injection, instrumentation, options);
}
