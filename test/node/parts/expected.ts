import type { Collector } from '../../../src/model/collector/instances.ts';
import { readListeners } from '../../../src/model/collector/listeners.ts';
import type { Injection } from '../../../src/model/instrumentation/injections.ts';
import type { Jaeger, OperatedRole } from '../../../src/model/jaeger/instances.ts';
import type { JaegerRoleName } from '../../../src/model/jaeger/roles.ts';
import { objectName } from '../../../src/model/kubernetes/objects.ts';
import type { Workload } from '../../../src/model/kubernetes/workloads.ts';
import type { Model } from '../../../src/model/model.ts';
import { jaegerComponentPorts } from '../../../src/upstream/jaeger/images.ts';
import { jaegerPodLabels } from '../../../src/upstream/jaeger/names.ts';
import {
  collectorContainer,
  collectorNames,
  collectorSelectorLabels,
  sidecarVariable,
} from '../../../src/upstream/otel-operator/collector-names.ts';
import { listAt, textAt } from '../../cluster/harness/objects.ts';

/** A container as the model sees it. */
export interface ExpectedContainer {
  readonly name: string;
  readonly image?: string;
  /** Arguments that it is given, perhaps among others. */
  readonly args: readonly string[];
  /** Variables that it has, perhaps among others. */
  readonly env: Readonly<Record<string, string>>;
}

/** Pods of one workload as the model sees them. */
export interface ExpectedPods {
  readonly title: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly containers: readonly ExpectedContainer[];
  /** Ports that they listen on. */
  readonly ports: ReadonlySet<number>;
  /** Whether these are all ports; the manifests of a workload need not name each. */
  readonly complete: boolean;
}

/** What the model says of all pods that the manifests lead to, jobs aside. */
export function expectedPods({
  collectors,
  jaegers,
  workloads,
  injections,
}: Pick<Model, 'collectors' | 'jaegers' | 'workloads' | 'injections'>): ExpectedPods[] {
  return [
    ...collectors.filter(({ operated, mode }) => operated && mode !== 'sidecar').map(ofCollector),
    ...jaegers.flatMap((jaeger) => jaeger.roles.map((role) => ofRole(jaeger, role))),
    ...workloads
      .filter(({ object }) => longRunning.has(object.kind))
      .map((workload) => ofWorkload(workload, sidecarsOf(workload, injections))),
  ];
}

const longRunning = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

function ofCollector(collector: Collector): ExpectedPods {
  const { name, namespace, image, env, services } = collector;
  const plain = env.flatMap((one): [string, string][] =>
    one.value === undefined ? [] : [[one.name, one.value]],
  );
  const container = {
    name: collectorContainer,
    ...(image === undefined ? {} : { image }),
    args: ['--config=/conf/collector.yaml'],
    env: Object.fromEntries(plain),
  };
  const listeners = readListeners(collector).filter(
    ({ host, transport }) => host !== '127.0.0.1' && host !== 'localhost' && transport === 'TCP',
  );
  const monitored = services.filter(({ role }) => role === 'monitoring');
  return {
    title: `OpenTelemetryCollector ${name}`,
    namespace,
    labels: {
      ...collectorSelectorLabels(namespace, name),
      'app.kubernetes.io/name': collectorNames(name).workload,
    },
    containers: [container, ...additionalContainers(collector)],
    ports: new Set([
      ...listeners.map(({ port }) => port),
      ...monitored.flatMap(({ ports }) => ports.map(({ port }) => port)),
    ]),
    complete: true,
  };
}

/** Containers that a resource names beside the operator's own, as they are written. */
function additionalContainers({ object }: Collector): ExpectedContainer[] {
  return listAt(object.value, 'spec', 'additionalContainers').map((one) => ({
    name: textAt(one, 'name'),
    image: textAt(one, 'image'),
    args: [],
    env: {},
  }));
}

const components: Readonly<Record<JaegerRoleName, Parameters<typeof jaegerPodLabels>[1]>> = {
  allInOne: 'all-in-one',
  collector: 'collector',
  query: 'query',
  ingester: 'ingester',
};

function ofRole(jaeger: Jaeger, role: OperatedRole): ExpectedPods {
  const { name, namespace, services } = jaeger;
  // the operator has a collector take Zipkin, too, which by itself it does not
  const served = services
    .filter((service) => role.name === 'allInOne' || service.role === role.name)
    .flatMap(({ ports }) => ports.map(({ port }) => port));
  const known = Object.entries(jaegerComponentPorts[role.name] ?? {});
  const dead = known.filter(([, protocol]) => protocol === 'dead').map(([port]) => Number(port));
  const listening = new Set([...known.map(([port]) => Number(port)), ...served]);
  for (const port of dead) listening.delete(port);
  const flags = [...role.options].map(([flag, value]) => `--${flag}=${value}`);
  const environment = { SPAN_STORAGE_TYPE: role.storage ?? '' };
  const containers = role.containers.map(
    (container, index): ExpectedContainer => ({
      ...container,
      args: index === 0 ? flags : [],
      env: index === 0 ? environment : {},
    }),
  );
  return {
    title: `Jaeger ${name}, ${role.name}`,
    namespace,
    labels: jaegerPodLabels(name, components[role.name]),
    containers,
    ports: listening,
    complete: !containers.some(({ image }) => isStoodIn(image)),
  };
}

/** Containers that the operator puts into the pods of a workload, which asks for a sidecar. */
function sidecarsOf(workload: Workload, injections: readonly Injection[]): ExpectedContainer[] {
  return injections.flatMap((injection) => {
    const { target } = injection;
    const { workload: asking } = injection;
    if (asking === undefined || injection.injects !== 'sidecar') return [];
    // in a model of other releases it is another object
    if (objectName(asking.object) !== objectName(workload.object)) return [];
    if (target?.status !== 'found' || target.collector === undefined) return [];
    const { image } = target.collector;
    return [
      {
        name: collectorContainer,
        ...(image === undefined ? {} : { image }),
        args: [`--config=env:${sidecarVariable}`],
        env: {},
      },
    ];
  });
}

function ofWorkload(
  { object, podLabels, containers }: Workload,
  sidecars: readonly ExpectedContainer[],
): ExpectedPods {
  const running = containers.filter(({ init }) => !init);
  return {
    title: `${object.kind} ${object.name}`,
    namespace: object.namespace,
    labels: podLabels,
    containers: [
      ...running.map((container) => ({
        name: container.name,
        ...(container.image === undefined ? {} : { image: container.image }),
        args: container.arguments.map(({ text }) => text),
        env: Object.fromEntries(
          container.env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
        ),
      })),
      ...sidecars,
    ],
    ports: new Set(
      running
        .filter(({ image }) => !isStoodIn(image))
        .flatMap(({ ports }) => ports.map(({ port }) => port)),
    ),
    complete: false,
  };
}

/** Whether a program that only waits, or answers probes, has the name of an image. */
export function isStoodIn(image: string | undefined): boolean {
  return /\/(?:kube-rbac-proxy|jaeger-agent):/.test(image ?? '');
}
