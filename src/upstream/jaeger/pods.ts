import type { DerivedPod } from '../operator/derived-pod.ts';
import { truncate } from '../operator/names.ts';
import { at, list, own, record, textMap, type UnknownRecord } from '../values/unknown.ts';
import type { DerivedContainer } from './images.ts';
import { jaegerNames, removedLabels } from './names.ts';
import { derivedJaegerObjects } from './objects.ts';
import { jaegerAgentPorts } from './ports.ts';

/** A component that runs, by its part of the spec, with the containers of its pods. */
interface Component {
  readonly name: 'allInOne' | 'collector' | 'query' | 'ingester';
  readonly containers: readonly DerivedContainer[];
}

type Path = readonly (string | number)[];

/** How the operator puts pods together from a part of the spec. */
interface PodKind {
  readonly part: string;
  /** Value of the label `app.kubernetes.io/component`; unset for pods without labels. */
  readonly component?: string;
  /** Value of the label `app.kubernetes.io/name`. */
  readonly name: string;
  /** Path of the part of the spec that goes before what is said for the whole instance. */
  readonly path: Path;
  /** Whether the container's security context is taken from that part alone. */
  readonly ownContext?: true;
  /** Containers, the one that the part is about first. */
  readonly containers: readonly UnknownRecord[];
  /** Init containers, which nothing can be said of. */
  readonly init?: readonly UnknownRecord[];
}

/**
 * Pods that the operator makes for an instance: those of its components, of an agent on each node and of its jobs.
 *
 * Source: jaeger-operator v1.65.0 pkg/deployment, pkg/cronjob, pkg/storage and pkg/util/util.go (Merge, Labels).
 */
export function derivedJaegerPods(
  name: string,
  spec: UnknownRecord,
  components: readonly Component[],
): DerivedPod[] {
  const plugin = at(spec, 'storage', 'type') === 'grpc-plugin';
  const init = plugin ? [{ name: 'install-plugin' }] : undefined;
  const run = components.map((one) => ({ ...componentKind(name, one), init }));
  return [...run, ...jobKinds(name, spec)].map((kind) => derivedPod(name, spec, kind));
}

const componentLabels = {
  allInOne: 'all-in-one',
  collector: 'collector',
  query: 'query',
  ingester: 'ingester',
} as const;

function componentKind(instance: string, { name, containers }: Component): PodKind {
  const component = componentLabels[name];
  return {
    part: name,
    component,
    name: name === 'allInOne' ? instance : `${instance}-${component}`,
    path: [name],
    containers: containers.map((container) => ({ name: container.name })),
  };
}

/** Names of objects with pods that the operator makes beside the components, with what they are made from. */
function jobKinds(name: string, spec: UnknownRecord): PodKind[] {
  const names = jaegerNames(name);
  const made = new Set(
    derivedJaegerObjects(name, spec).map((object) => `${object.kind} ${object.name}`),
  );
  const mapping = truncate(63, (part) => `${part}-es-rollover-create-mapping`, name);
  const schema = truncate(63, (part) => `${part}-cassandra-schema-job`, name);
  const job = (kind: string, object: string, field: string, component?: string): PodKind[] =>
    made.has(`${kind} ${object}`)
      ? [
          {
            part: field,
            component,
            name: object,
            path: ['storage', field],
            containers: [{ name: object }],
          },
        ]
      : [];
  return [
    ...job('CronJob', names.esIndexCleaner, 'esIndexCleaner', 'cronjob-es-index-cleaner').map(
      (kind) => ({ ...kind, ownContext: true as const }),
    ),
    ...job('CronJob', names.esRollover, 'esRollover', 'cronjob-es-rollover'),
    ...job('CronJob', names.esLookback, 'esRollover', 'cronjob-es-lookback'),
    ...job('Job', mapping, 'esRollover', 'job-es-rollover-create-mapping'),
    ...job('CronJob', names.sparkDependencies, 'dependencies', 'spark-dependencies'),
    // these pods have no labels of their own
    ...job('Job', schema, 'cassandraCreateSchema'),
    ...(made.has(`DaemonSet ${names.agentDaemonSet}`)
      ? [
          {
            part: 'agent',
            component: 'agent',
            name: names.agentDaemonSet,
            path: ['agent'],
            // each of its ports is one of the node
            containers: [
              {
                name: 'jaeger-agent-daemonset',
                ports: jaegerAgentPorts().map(({ port }) => ({ hostPort: port })),
              },
            ],
          },
        ]
      : []),
  ];
}

function derivedPod(instance: string, spec: UnknownRecord, kind: PodKind): DerivedPod {
  const part = record(at(spec, ...kind.path));
  const [main, ...others] = kind.containers;
  const pod = nearestPlace(spec, kind.path, 'securityContext');
  const container = kind.ownContext
    ? [...kind.path, 'containerSecurityContext']
    : nearestPlace(spec, kind.path, 'containerSecurityContext');
  const agent = ['agent', 'sidecarSecurityContext'];
  return {
    part: kind.part,
    labels:
      kind.component === undefined
        ? { 'job-name': kind.name }
        : labelsOf(instance, spec, part, kind),
    annotations: { ...textMap(spec.annotations), ...textMap(part.annotations) },
    spec: {
      securityContext: at(spec, ...pod),
      hostNetwork: kind.part === 'agent' ? own(part, 'hostNetwork') : undefined,
      volumes: [...list(part.volumes), ...list(spec.volumes)],
      initContainers: kind.init,
      containers: [
        { ...main, securityContext: at(spec, ...container) },
        ...others.map((other) => ({ ...other, securityContext: at(spec, ...agent) })),
      ],
    },
    places: [
      place(['securityContext'], pod),
      place(['hostNetwork'], [...kind.path, 'hostNetwork']),
      place(['containers', 0], kind.path),
      place(['containers', 0, 'securityContext'], container),
      place(['containers', 1, 'securityContext'], agent),
      ...list(part.volumes).map((_, index) =>
        place(['volumes', index], [...kind.path, 'volumes', index]),
      ),
      ...list(spec.volumes).map((_, index) =>
        place(['volumes', list(part.volumes).length + index], ['volumes', index]),
      ),
    ],
  };
}

function place(inPod: Path, inSpec: Path): readonly [Path, Path] {
  return [
    ['spec', ...inPod],
    ['spec', ...inSpec],
  ];
}

/** Where a field is said: in the part, or for the whole instance. */
function nearestPlace(spec: UnknownRecord, path: Path, field: string): Path {
  return at(spec, ...path, field) === undefined ? [field] : [...path, field];
}

/** What is said of a part wins over what is said of the instance, and that over the operator's own. */
function labelsOf(
  instance: string,
  spec: UnknownRecord,
  part: UnknownRecord,
  { component, name, part: field }: PodKind,
): Record<string, string> {
  return {
    app: 'jaeger',
    'app.kubernetes.io/name': truncate(63, (whole) => whole, name),
    'app.kubernetes.io/instance': truncate(63, (whole) => whole, instance),
    'app.kubernetes.io/component': component ?? '',
    'app.kubernetes.io/part-of': 'jaeger',
    'app.kubernetes.io/managed-by': 'jaeger-operator',
    ...withoutReserved(textMap(spec.labels)),
    ...(['allInOne', 'query'].includes(field)
      ? withoutReserved(textMap(part.labels))
      : textMap(part.labels)),
  };
}

function withoutReserved(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !removedLabels.includes(key)));
}
