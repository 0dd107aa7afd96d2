import { imageProblem } from '../../../upstream/kubernetes/image.ts';
import { labelValueProblem } from '../../../upstream/kubernetes/names.ts';
import { versionLabel } from '../../../upstream/otel-operator/collector-names.ts';
import { own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** An image that names no release, or of which the operator makes a label that Kubernetes does not take. */
export const image: Rule = {
  id: 'collector/image',
  severity: 'warning',
  rationale:
    'another release has other components and defaults, so an image without a release breaks a configuration one day',
  source: 'opentelemetry-operator v0.158.0 internal/manifests/manifestutils/labels.go',
  *check({ collectors }) {
    for (const { operated, object } of collectors) {
      const written = operated ? text(own(object.value.spec, 'image')) : undefined;
      if (!written || /[{}$<>]/.test(written)) continue;
      const path = ['spec', 'image'];
      const label = versionLabel(written);
      const refused = labelValueProblem('it', label);
      if (refused !== undefined) {
        yield {
          object,
          path,
          message: `the operator makes label app.kubernetes.io/version=${label} of image '${written}', which Kubernetes refuses`,
          severity: 'error',
        };
        continue;
      }
      const problem = imageProblem('image', written);
      if (problem !== undefined) yield { object, path, message: problem };
    }
  },
};
