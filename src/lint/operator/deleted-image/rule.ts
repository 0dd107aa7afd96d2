import { deletedKubeRbacProxy, kubeRbacProxy } from '../../../upstream/operator/kube-rbac-proxy.ts';
import type { Rule } from '../../rule.ts';

/** An image that its registry has deleted. */
export const deletedImage: Rule = {
  id: 'operator/deleted-image',
  severity: 'error',
  rationale:
    'the image has been deleted from its registry, so it cannot be pulled and the pod never becomes ready',
  source: 'opensearch-k8s-operator#1372; spanner-autoscaler#212; opentelemetry-operator#3485',
  ignoreWhen: 'the nodes pull through a mirror that kept the image, or have it already',
  visit: () => ({
    *workload({ containers }) {
      for (const { name, image = '', imageReference, path } of containers) {
        if (imageReference?.repository !== deletedKubeRbacProxy) continue;
        const message = `image of container ${name} was deleted from its registry, got ${image}`;
        const fix = image.replace(deletedKubeRbacProxy, kubeRbacProxy);
        yield { path: [...path, 'image'], message, fix };
      }
    },
  }),
};
