import { jaegerImageProblem } from '../../../upstream/jaeger/images.ts';
import { at, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** An image of Jaeger that was never published, or is another program than the one that is to run. */
export const imageVersion: Rule = {
  id: 'jaeger/image-version',
  severity: 'error',
  rationale: 'the image cannot be pulled, or does not take the flags that the operator gives to it',
  source: 'jaeger CHANGELOG: v1.63.0 (no agent), v1.76.0 (last v1), v2.0.0 (one binary)',
  *check({ jaegers, workloads }) {
    for (const { object, spec } of jaegers) {
      for (const part of parts) {
        const image = text(at(spec, ...part, 'image'));
        const problem = image === undefined ? undefined : jaegerImageProblem(image, true);
        if (problem !== undefined) {
          yield { object, path: ['spec', ...part, 'image'], message: problem };
        }
      }
    }
    for (const { object, containers } of workloads) {
      for (const { image, path } of containers) {
        const problem = image === undefined ? undefined : jaegerImageProblem(image, false);
        if (problem !== undefined) yield { object, path: [...path, 'image'], message: problem };
      }
    }
  },
};

const parts = [
  ['allInOne'],
  ['collector'],
  ['query'],
  ['ingester'],
  ['agent'],
  ['storage', 'esIndexCleaner'],
  ['storage', 'esRollover'],
];
