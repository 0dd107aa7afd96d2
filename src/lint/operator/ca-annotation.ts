import type { KubeObject } from '../../model/kubernetes/objects.ts';
import type { Path } from '../../yaml/locate.ts';

const annotation = 'cert-manager.io/inject-ca-from';

/** Path of the annotation by which cert-manager is told whose CA an object trusts. */
export const caAnnotationPath: Path = ['metadata', 'annotations', annotation];

/** Certificate, as `namespace/name`, whose CA cert-manager writes into an object; undefined without the annotation. */
export function caAnnotation({ annotations }: KubeObject): string | undefined {
  return annotations[annotation];
}
