import { imageProblem } from '../../../upstream/kubernetes/image.ts';
import { labelValueProblem } from '../../../upstream/kubernetes/names.ts';
import { versionLabel } from '../../../upstream/otel-operator/collector-names.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { own, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** An image that names no release, or of which the operator makes a label that Kubernetes does not take. */
export const image: Rule = {
  id: 'collector/image',
  severity: 'warning',
  rationale:
    'releases differ in components and defaults, so an image without a fixed tag breaks the configuration one day',
  source: 'opentelemetry-operator v0.158.0 internal/manifests/manifestutils/labels.go',
  ignoreWhen:
    'the cluster is for experiments and should follow the newest release, or a tool pins the image after linting. A label that Kubernetes rejects: never',
  visit: () => ({
    *collector({ operated, object }) {
      const written = operated ? text(own(object.value.spec, 'image')) : undefined;
      if (!written || /[{}$<>]/.test(written)) return;
      const path = ['spec', 'image'];
      const message = imageProblem('image', written);
      const label = labelProblem(written);
      if (label) yield { path, ...label };
      else if (message !== undefined) yield { path, message };
    },
  }),
};

function labelProblem(image: string): Problem | undefined {
  const label = versionLabel(image);
  if (labelValueProblem('it', label) === undefined) return undefined;
  return {
    message: `the operator derives label app.kubernetes.io/version=${label} from image '${image}', which Kubernetes rejects`,
    severity: 'error',
  };
}
