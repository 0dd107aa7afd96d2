/** What is different about Tekton in an example. */
export interface TektonExample {
  /** Lines under `data` of the ConfigMap; no ConfigMap when there are none. */
  readonly data?: readonly string[];
  /** Release of Tekton Pipelines. */
  readonly version?: string;
  /** @default 'tekton-pipelines' */
  readonly namespace?: string;
  /** @default 'config-tracing' */
  readonly name?: string;
  /** Environment of the controller, as `NAME: value`. */
  readonly env?: readonly string[];
}

/** An endpoint that takes OTLP and stands outside of the manifests, for examples. */
export const otlpEndpoint = 'endpoint: https://otlp.example.com/v1/traces';

/** A controller of Tekton Pipelines with its tracing settings, for examples. */
export function tektonExample(example: TektonExample): string {
  const { data = [], version = '1.15.0', namespace, name, env = [] } = example;
  return [
    ...(data.length > 0 ? [configMapExample(data, namespace, name)] : []),
    controller(version, env),
  ].join('---\n');
}

/** A ConfigMap with tracing settings, for examples. */
export function configMapExample(
  data: readonly string[],
  namespace = 'tekton-pipelines',
  name = 'config-tracing',
): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: ${namespace}
data:
${data.map((line) => `  ${line}\n`).join('')}`;
}

function controller(version: string, env: readonly string[]): string {
  const entries = env
    .map((entry) => entry.split(': '))
    .map(([name, value]) => `            - name: ${name}\n              value: ${value}\n`);
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: tekton-pipelines-controller
  namespace: tekton-pipelines
spec:
  selector:
    matchLabels:
      app: tekton-pipelines-controller
  template:
    metadata:
      labels:
        app: tekton-pipelines-controller
    spec:
      containers:
        - name: controller
          image: gcr.io/tekton-releases/github.com/tektoncd/pipeline/cmd/controller:v${version}
${entries.length > 0 ? `          env:\n${entries.join('')}` : ''}`;
}
