import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestText } from '../../src/lint/manifests.ts';

/** What a stack writes, of its goldens, which have no kinds; under the names that users have it by. */
export function goldenTexts(stack: string): ManifestText[] {
  const folder = join('test/golden', stack);
  return readdirSync(folder)
    .sort()
    .map((file) => ({ file: `dist/${file}`, text: readFileSync(join(folder, file), 'utf8') }));
}

/** The file of kinds, with one of them, as far as an order depends on it. */
export const kindsText: ManifestText = {
  file: 'dist/1-crds.k8s.yaml',
  text: `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: opentelemetrycollectors.opentelemetry.io }
spec:
  group: opentelemetry.io
  names: { kind: OpenTelemetryCollector, plural: opentelemetrycollectors }
  scope: Namespaced
  conversion:
    strategy: Webhook
    webhook:
      conversionReviewVersions: [v1]
      clientConfig:
        service: { name: opentelemetry-operator-webhook-service, namespace: tracing, path: /convert }
  versions:
    - { name: v1alpha1, served: true, storage: false }
    - { name: v1beta1, served: true, storage: true }
`,
};

/** All that the default stack writes, in the order in which kubectl takes a folder. */
export function defaultTexts(): ManifestText[] {
  return [...goldenTexts('default'), kindsText].sort((a, b) => (a.file < b.file ? -1 : 1));
}
