import type { JaegerV2Role } from '../../constructs/jaeger/v2/props.ts';
import { removedLabels } from '../../upstream/jaeger/names.ts';
import { memoryProblem } from '../../upstream/values/quantity.ts';
import { isRecord, list, own, text } from '../../upstream/values/unknown.ts';
import type { Draft } from '../output/draft.ts';
import type { PodField, PodSetting, Source, SourceRole } from '../source/component.ts';
import { fittingMemoryLimit, impliedRequests } from '../source/resources.ts';
import { successorRole } from './flags.ts';

/** Ids of the nodes of the CRs in the construct. */
export const resourceIds: Readonly<Record<JaegerV2Role, string>> = {
  collector: 'Resource',
  query: 'query',
  ingester: 'ingester',
};

/** Gives the pods of Jaeger v2 what those of v1 had. */
export function carryPods(source: Source, draft: Draft): void {
  for (const role of source.roles) {
    const target = successorRole[role.name];
    // whether there is a ServiceAccount of one's own decides about them
    const isPull = ({ field }: PodSetting) => field === 'imagePullSecrets';
    for (const setting of role.pod.filter((one) => !isPull(one)))
      carry(source, setting, target, draft);
    for (const setting of role.pod.filter(isPull)) carry(source, setting, target, draft);
    const { autoscaling } = role;
    if (autoscaling) {
      draft.specify(target, 'autoscaler', {
        ...(autoscaling.minReplicas !== undefined && { minReplicas: autoscaling.minReplicas }),
        maxReplicas: autoscaling.maxReplicas,
        ...(autoscaling.cpu !== undefined && { targetCPUUtilization: autoscaling.cpu }),
        ...(autoscaling.memory !== undefined && { targetMemoryUtilization: autoscaling.memory }),
      });
    }
    fitRequests(role, target, draft);
    fitMemory(role, target, draft);
  }
  carryLabels(source, draft);
}

type Carry = (setting: PodSetting, role: JaegerV2Role, draft: Draft, source: Source) => void;

const carries: Readonly<Partial<Record<PodField, Carry>>> = {
  replicas: carryReplicas,
  limits: carryResource,
  requests: carryResource,
  volumes: carryVolume,
  volumeMounts: carryVolume,
  podAnnotations: carryAnnotation,
  imagePullSecrets: carryPullSecret,
  labels: () => {},
  deploymentUpdateStrategy: (setting, role, draft, { storage }) => {
    if (storage === 'badger')
      setting.mark.none('pods with a volume of their own are a StatefulSet');
    else carryField(setting, role, draft);
  },
};

function carry(source: Source, setting: PodSetting, role: JaegerV2Role, draft: Draft): void {
  (carries[setting.field] ?? carryField)(setting, role, draft, source);
}

const listFields: readonly PodField[] = [
  'env',
  'envFrom',
  'hostAliases',
  'initContainers',
  'tolerations',
  'topologySpreadConstraints',
  'volumeMounts',
  'volumes',
];

function carryField(
  { field, key, value, mark }: PodSetting,
  role: JaegerV2Role,
  draft: Draft,
): void {
  const entry = key === undefined ? value : { [key]: value };
  draft.specify(role, field, listFields.includes(field) ? [entry] : entry);
  mark.carried(`spec.${field}`);
}

function carryReplicas({ value, mark }: PodSetting, role: JaegerV2Role, draft: Draft): void {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    mark.none(`Jaeger v2 needs a pod at least, got ${JSON.stringify(value)}`);
    return;
  }
  if (role === 'ingester') draft.kafka.ingesterReplicas = value;
  else draft.props[role === 'query' ? 'queryReplicas' : 'collectorReplicas'] = value;
  mark.carried('spec.replicas');
}

function carryResource(
  { field, key = '', value, mark }: PodSetting,
  role: JaegerV2Role,
  draft: Draft,
): void {
  const prop = memoryProp(role);
  const memory = text(value);
  const isLimit = field === 'limits' && key === 'memory' && role !== 'ingester';
  if (isLimit && memory !== undefined && memoryProblem(prop, memory) === undefined) {
    draft.props[prop] = memory;
  } else {
    const pointer = `/spec/resources/${field}/${escaped(key)}`;
    draft.patches.push({ child: resourceIds[role], pointer, value });
  }
  mark.carried(`spec.resources.${field}.${key}`);
}

/** Prop of the memory limit; an ingester has that of the collector, unless it is given one by a patch. */
function memoryProp(role: JaegerV2Role): 'memoryLimit' | 'queryMemoryLimit' {
  return role === 'query' ? 'queryMemoryLimit' : 'memoryLimit';
}

/** Requests of the construct may be above a limit of v1. */
function fitRequests({ pod }: SourceRole, role: JaegerV2Role, draft: Draft): void {
  for (const { key = '', value } of impliedRequests(pod)) {
    // with its prop, as much memory is requested as may be used
    if (key === 'memory' && draft.props[memoryProp(role)] === value) continue;
    const pointer = `/spec/resources/requests/${escaped(key)}`;
    draft.patches.push({ child: resourceIds[role], pointer, value });
  }
}

function fitMemory({ name, pod }: SourceRole, role: JaegerV2Role, draft: Draft): void {
  const prop = memoryProp(role);
  const usual = text(draft.props[prop]) ?? '1Gi';
  const limit = fittingMemoryLimit(pod, usual);
  if (limit === undefined) return;
  if (limit !== usual && role !== 'ingester') draft.props[prop] = limit;
  else if (limit !== usual) {
    const pointer = '/spec/resources/limits/memory';
    draft.patches.push({ child: resourceIds[role], pointer, value: limit });
  }
  draft.note(
    `the pods of ${name} had no memory limit, those of Jaeger v2 have ${limit}: ${prop} is there for it`,
  );
}

// names of the construct's own volumes
const ownVolumes = [
  'tmp',
  'ui',
  'sampling',
  'elasticsearch-ca',
  'cassandra-ca',
  'storage-ca',
  'badger',
];

function carryVolume(setting: PodSetting, role: JaegerV2Role, draft: Draft, source: Source): void {
  const { field, value, mark } = setting;
  const name = text(own(value, 'name')) ?? '';
  const lifted = draft.liftedVolumes.get(name);
  if (lifted !== undefined && !isUsed(source, name, role, draft)) {
    mark.carried(lifted);
    return;
  }
  const path = text(own(value, 'mountPath'));
  if (field === 'volumeMounts' && path?.replace(/\/+$/, '') === '/tmp') {
    mark.none('Jaeger v2 has an empty directory of its own at /tmp');
    return;
  }
  const renamed =
    ownVolumes.includes(name) && isRecord(value) ? { ...value, name: `v1-${name}` } : value;
  carryField({ ...setting, value: renamed }, role, draft);
}

/** Whether a file of a volume is named in what is left of the configuration. */
function isUsed({ roles }: Source, volume: string, role: JaegerV2Role, draft: Draft): boolean {
  const folders = roles.flatMap(({ name, pod }) =>
    successorRole[name] !== role
      ? []
      : pod.flatMap(({ field, value }) =>
          field === 'volumeMounts' && own(value, 'name') === volume
            ? (text(own(value, 'mountPath')) ?? [])
            : [],
        ),
  );
  return [...texts(draft.config[role])].some((value) =>
    folders.some((folder) => value.startsWith(folder)),
  );
}

function* texts(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  for (const part of isRecord(value) ? Object.values(value) : list(value)) yield* texts(part);
}

function carryAnnotation(setting: PodSetting, role: JaegerV2Role, draft: Draft): void {
  const { key = '', value, mark } = setting;
  if (key.startsWith('sidecar.jaegertracing.io/')) {
    mark.dropped('there is no agent to put beside it');
    return;
  }
  const isAdmin = key === 'prometheus.io/port' && ['14269', '14270', '16687'].includes(`${value}`);
  carryField({ ...setting, value: isAdmin ? '8888' : value }, role, draft);
}

function carryPullSecret({ value, mark }: PodSetting, role: JaegerV2Role, draft: Draft): void {
  const account = draft.spec[role]?.serviceAccount ?? `${draft.name}-pods`;
  const own = `${draft.name}-pods`;
  if (account !== own) {
    mark.none(
      `an OpenTelemetryCollector has no pull secrets; put it into ServiceAccount ${account}`,
    );
    return;
  }
  if (draft.spec[role]?.serviceAccount === undefined) draft.specify(role, 'serviceAccount', own);
  draft.pullSecrets.push(value);
  mark.carried(`ServiceAccount ${own}`);
}

/** Labels that all components had are those of all objects, the others those of one CR, which its pods inherit. */
function carryLabels({ roles }: Source, draft: Draft): void {
  for (const role of roles) {
    for (const { field, key, value, mark } of role.pod) {
      if (field !== 'labels' || key === undefined) continue;
      if (removedLabels.includes(key) || typeof value !== 'string') {
        mark.dropped('the operator takes it away');
        continue;
      }
      const common = roles.every(({ pod }) =>
        pod.some((one) => one.field === 'labels' && one.key === key && one.value === value),
      );
      if (common) draft.label(key, value);
      else {
        const pointer = `/metadata/labels/${escaped(key)}`;
        draft.patches.push({ child: resourceIds[successorRole[role.name]], pointer, value });
      }
      mark.carried('metadata.labels');
    }
  }
}

/** A key as it stands in a JSON pointer. */
export function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
