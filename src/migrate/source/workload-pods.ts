import type { ObjectIndex } from '../../model/kubernetes/objects.ts';
import type { Container, Workload } from '../../model/kubernetes/workloads.ts';
import { jaegerComponentOf } from '../../upstream/jaeger/images.ts';
import { at, list, own, record } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import { noAgents, noProbe } from '../account/reasons.ts';
import type { PodField, PodSetting } from './component.ts';

const podFields: readonly (readonly [string, PodField])[] = [
  ['affinity', 'affinity'],
  ['dnsPolicy', 'dnsPolicy'],
  ['hostNetwork', 'hostNetwork'],
  ['priorityClassName', 'priorityClassName'],
  ['securityContext', 'podSecurityContext'],
  ['terminationGracePeriodSeconds', 'terminationGracePeriodSeconds'],
];
const podLists: readonly PodField[] = [
  'hostAliases',
  'imagePullSecrets',
  'initContainers',
  'tolerations',
  'topologySpreadConstraints',
  'volumes',
];

/** What a workload gives to its pods. */
export function podOf(
  { object, podPath, podSpec, podAnnotations }: Workload,
  ledger: Ledger,
): PodSetting[] {
  const spec = [...podPath, 'spec'];
  const keyed = (field: PodField, path: readonly (string | number)[]) =>
    Object.entries(record(at(object.value, ...path))).map(
      ([key, value]): PodSetting => ({ field, key, value, mark: ledger.at([...path, key]) }),
    );
  const replicas = own(object.value.spec, 'replicas') ?? undefined;
  const strategy = own(object.value.spec, 'strategy') ?? undefined;
  return [
    ...(replicas === undefined
      ? []
      : [{ field: 'replicas' as const, value: replicas, mark: ledger.at(['spec', 'replicas']) }]),
    ...(strategy === undefined
      ? []
      : [
          {
            field: 'deploymentUpdateStrategy' as const,
            value: strategy,
            mark: ledger.at(['spec', 'strategy']),
          },
        ]),
    ...podFields.flatMap(([name, field]): PodSetting[] =>
      podSpec[name] === undefined || podSpec[name] === null
        ? []
        : [{ field, value: podSpec[name], mark: ledger.at([...spec, name]) }],
    ),
    ...podLists.flatMap((field) =>
      list(podSpec[field]).map(
        (value, index): PodSetting => ({
          field,
          value,
          mark: ledger.at([...spec, field, index]),
        }),
      ),
    ),
    ...keyed('nodeSelector', [...spec, 'nodeSelector']),
    ...keyed('podAnnotations', [...podPath, 'metadata', 'annotations']).filter(
      ({ key = '', mark }) => {
        if (!/^checksum\//.test(key)) return podAnnotations[key] !== undefined;
        mark.dropped('a chart writes it to replace pods');
        return false;
      },
    ),
  ];
}

/** The ServiceAccount of pods, where it is more than a name: one that has something to say, or that others have made. */
export function accountOf(
  { object, podPath, podSpec }: Workload,
  ledger: Ledger,
  objects: ObjectIndex,
): PodSetting[] {
  const field = podSpec.serviceAccountName === undefined ? 'serviceAccount' : 'serviceAccountName';
  const name = podSpec[field];
  if (typeof name !== 'string' || name === '' || name === 'default') return [];
  const account = objects.find('ServiceAccount', object.namespace, name);
  const says =
    Object.keys(record(account?.annotations)).length > 0 ||
    list(account?.value.imagePullSecrets).length > 0;
  if (account !== undefined && !says) return [];
  return [{ field: 'serviceAccount', value: name, mark: ledger.at([...podPath, 'spec', field]) }];
}

/** What it gives to the container of Jaeger. */
export function containerOf({ value, path }: Container, ledger: Ledger): PodSetting[] {
  const one = (name: string, field: PodField): PodSetting[] =>
    value[name] === undefined || value[name] === null
      ? []
      : [{ field, value: value[name], mark: ledger.at([...path, name]) }];
  const resources = (field: 'limits' | 'requests') =>
    Object.entries(record(at(value, 'resources', field))).map(
      ([key, amount]): PodSetting => ({
        field,
        key,
        value: amount,
        mark: ledger.at([...path, 'resources', field, key]),
      }),
    );
  return [
    ...one('securityContext', 'securityContext'),
    ...one('imagePullPolicy', 'imagePullPolicy'),
    ...one('lifecycle', 'lifecycle'),
    ...resources('limits'),
    ...resources('requests'),
    ...list(value.volumeMounts).map(
      (mount, index): PodSetting => ({
        field: 'volumeMounts',
        value: mount,
        mark: ledger.at([...path, 'volumeMounts', index]),
      }),
    ),
  ];
}

/** Says of the fields of a workload what becomes of them, unless something better is said of one. */
export function tellWorkload({ podPath, containers }: Workload, ledger: Ledger): void {
  ledger.at(['apiVersion'], ['kind'], ['metadata', 'name']).carried('an OpenTelemetryCollector');
  ledger.at(['metadata']).dropped('it is about the object that is deleted');
  ledger.at(['metadata', 'namespace']).carried('metadata.namespace');
  ledger.at(['status']).dropped('the cluster writes it');
  ledger.at(['spec']).none('an OpenTelemetryCollector has no such field');
  ledger
    .at(['spec', 'selector'], [...podPath, 'metadata', 'labels'])
    .dropped('the operator labels and selects pods by itself');
  ledger.at([...podPath, 'metadata', 'creationTimestamp']).dropped('the cluster writes it');
  ledger
    .at([...podPath, 'spec', 'serviceAccountName'], [...podPath, 'spec', 'serviceAccount'])
    .dropped('the operator makes a ServiceAccount');
  for (const field of [
    'restartPolicy',
    'schedulerName',
    'enableServiceLinks',
    'automountServiceAccountToken',
  ]) {
    ledger.at([...podPath, 'spec', field]).dropped('it makes no difference to Jaeger');
  }
  for (const container of containers.filter(({ init }) => !init)) tellContainer(container, ledger);
}

function tellContainer({ imageReference, name, path }: Container, ledger: Ledger): void {
  const repository = imageReference?.repository ?? '';
  if (jaegerComponentOf(repository) === 'agent') {
    ledger.at(path).none(noAgents);
    return;
  }
  if (!/jaegertracing\//.test(repository)) {
    ledger
      .at(path)
      .none(`container ${name} is not Jaeger's; additionalContainers of extraSpec takes it`);
    return;
  }
  const place = (field: string) => ledger.at([...path, field]);
  place('name').dropped('the operator names its container');
  place('image').dropped('the image of Jaeger v2 is in its place');
  place('ports').carried('the ports of the Services, which follow the receivers');
  place('args').none('Jaeger v2 has no such argument');
  for (const probe of ['livenessProbe', 'startupProbe']) place(probe).none(noProbe);
  place('readinessProbe').carried('the container ready, which asks whether Jaeger is');
  for (const field of ['terminationMessagePath', 'terminationMessagePolicy']) {
    place(field).dropped('it makes no difference to Jaeger');
  }
}
