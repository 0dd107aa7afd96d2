import { imageParts, jaegerImageProblem } from '../../../upstream/jaeger/images.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { at } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** An image of Jaeger that was never published, or is another program than the one that is to run. */
export const imageVersion: Rule = {
  id: 'jaeger/image-version',
  severity: 'error',
  rationale: 'the image cannot be pulled, or does not accept the flags that the operator passes',
  source: 'jaeger CHANGELOG: v1.63.0 (no agent), v1.76.0 (last v1), v2.0.0 (one binary)',
  ignoreWhen: 'your registry serves an image of that name and tag which you have built yourself',
  visit: () => ({
    *jaeger({ spec }) {
      for (const part of imageParts) {
        yield* imageProblems(at(spec, ...part, 'image'), ['spec', ...part, 'image'], true);
      }
    },
    *workload({ containers }) {
      for (const { image, path } of containers) {
        yield* imageProblems(image, [...path, 'image'], false);
      }
    },
  }),
};

function* imageProblems(image: unknown, path: Path, operated: boolean): Iterable<Problem> {
  const message = typeof image === 'string' ? jaegerImageProblem(image, operated) : undefined;
  if (message !== undefined) yield { path, message };
}
