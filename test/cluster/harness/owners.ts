import type { ControlPlane } from './control-plane.ts';
import { at } from './objects.ts';

const ofTekton = { 'app.kubernetes.io/part-of': 'tekton-pipelines' };
const image = 'own.example.com/thanos:v0.42.4';
const replicas = 5;

/** Makes the namespaces of Thanos, Grafana and Tekton, and the Secret that the pods of a Thanos store do not start without. */
export async function makeForeignNamespaces({ kubectl }: ControlPlane): Promise<void> {
  for (const name of ['monitoring', 'tekton-pipelines']) {
    await kubectl.run(['create', 'namespace', name]);
  }
  const bucket = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'thanos-objstore', namespace: 'monitoring' },
    stringData: { 'thanos.yaml': 'type: FILESYSTEM' },
  };
  await kubectl.run(['apply', '-f', '-'], JSON.stringify(bucket));
}

/** Makes Tekton's settings, applied by the client, as its release is. */
export async function makeTekton({ kubectl }: ControlPlane): Promise<void> {
  const settings = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'config-tracing', namespace: 'tekton-pipelines', labels: ofTekton },
    data: { _example: 'explains' },
  };
  await kubectl.run(['apply', '-f', '-'], JSON.stringify(settings));
}

/** Makes a Thanos with an image and replicas of its owner's, who applies it by the client. */
export async function makeThanos({ kubectl }: ControlPlane): Promise<void> {
  const labels = { 'app.kubernetes.io/name': 'thanos-query' };
  const containers = [{ name: 'thanos-query', image, args: ['query'] }];
  const thanos = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'thanos-query', namespace: 'monitoring', labels },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  };
  await kubectl.run(['apply', '-f', '-'], JSON.stringify(thanos));
}

/** @throws unless Tekton's settings have the labels and keys of their owner */
export async function tektonKeeps({ kubectl }: ControlPlane): Promise<void> {
  const tekton = await kubectl.find('configmaps', 'config-tracing', 'tekton-pipelines');
  const labels = Object.entries(tekton?.metadata.labels ?? {}).filter(
    // Flux marks so what it applies
    ([label]) => !label.startsWith('kustomize.toolkit.fluxcd.io/'),
  );
  expectSame(
    { labels: Object.fromEntries(labels), example: at(tekton, 'data', '_example') },
    { labels: ofTekton, example: 'explains' },
  );
}

/** @throws unless Thanos has the image and the replicas of its owner */
export async function thanosKeeps({ kubectl }: ControlPlane): Promise<void> {
  const thanos = await kubectl.find('deployments.apps', 'thanos-query', 'monitoring');
  const container = ['spec', 'template', 'spec', 'containers', 0];
  expectSame(
    { replicas: at(thanos, 'spec', 'replicas'), image: at(thanos, ...container, 'image') },
    { replicas, image },
  );
}

function expectSame(found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(JSON.stringify(found));
}
