import type { KubeObject } from '../../model/kubernetes/objects.ts';
import { caAnnotation } from '../../upstream/operator/webhooks.ts';
import type { Path } from '../../yaml/locate.ts';

/** Path of the annotation by which cert-manager is told whose CA an object trusts. */
export const caAnnotationPath: Path = ['metadata', 'annotations', caAnnotation];

/** Certificate, as `namespace/name`, whose CA cert-manager writes into an object; undefined without the annotation. */
export function caCertificate({ annotations }: KubeObject): string | undefined {
  return annotations[caAnnotation];
}
