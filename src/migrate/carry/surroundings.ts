import type { KubeObject, ObjectIndex } from '../../model/kubernetes/objects.ts';
import { indexJobOf } from '../../upstream/elasticsearch/index-jobs.ts';
import { jaegerComponentOf } from '../../upstream/jaeger/images.ts';
import { jaegerV2Names } from '../../upstream/jaeger/v2/names.ts';
import { jaegerV2Ports } from '../../upstream/jaeger/v2/servers.ts';
import { parseImage } from '../../upstream/kubernetes/image.ts';
import { collectorSelectorLabels } from '../../upstream/otel-operator/collector-names.ts';
import { at, list, own, record, text, textMap } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import { noAgents } from '../account/reasons.ts';
import type { Draft } from '../output/draft.ts';
import type { PlainRole } from '../source/plain-role.ts';
import { receivers, type Surroundings, selects, targetOf } from '../source/surroundings.ts';

/** Says what becomes of the objects around a Jaeger v1, and gives their names to v2. */
export function carrySurroundings(
  objects: ObjectIndex,
  roles: readonly PlainRole[],
  around: Surroundings & { readonly jobs: readonly KubeObject[] },
  ledgerOf: (object: KubeObject) => Ledger,
  draft: Draft,
): void {
  for (const service of around.services) carryService(service, roles, ledgerOf(service), draft);
  for (const ingress of around.ingresses) carryIngress(ingress, ledgerOf(ingress), draft);
  const told = new Set<KubeObject>([
    ...roles.map(({ object }) => object),
    ...around.services,
    ...around.ingresses,
    ...around.autoscalers,
    ...around.jobs,
  ]);
  for (const object of objects.all) {
    if (!told.has(object)) carryOther(object, ledgerOf(object));
  }
}

/** A Service of the same name over the pods of v2, with the ports that something listens on. */
function carryService(
  service: KubeObject,
  roles: readonly PlainRole[],
  ledger: Ledger,
  draft: Draft,
): void {
  const role = roles.find((one) => selects(service, one));
  const isSplit = !roles.some(({ name }) => name === 'allInOne');
  const answers = !isSplit || role?.name === 'query';
  const names = jaegerV2Names(draft.name);
  const ports = carryPorts(service, role, answers, ledger, draft);
  ledger.at([]).carried(`Service ${service.name}, over the pods of v2`);
  if (ports.length === 0) {
    ledger.at([]).none('none of its ports is one of Jaeger v2');
    return;
  }
  if (service.name === names.queryService) return;
  const target = isSplit && answers ? names.query : draft.name;
  const { clusterIP, type } = record(service.value.spec);
  draft.objects.push({
    step: 'names',
    id: `Old-${service.name}`,
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: service.name, namespace: draft.namespace },
      spec: {
        ...(type !== undefined && type !== 'ClusterIP' && { type }),
        ...(clusterIP === 'None' && { clusterIP: 'None' }),
        selector: collectorSelectorLabels(draft.namespace, target),
        ports,
      },
    },
  });
}

/** Ports of a Service that v2 listens on, too; those of node ports are taken as long as v1 runs. */
function carryPorts(
  service: KubeObject,
  role: PlainRole | undefined,
  answers: boolean,
  ledger: Ledger,
  { props }: Draft,
): object[] {
  const protocols = list(props.protocols);
  return list(at(service.value, 'spec', 'ports')).flatMap((entry, index) => {
    const path = ['spec', 'ports', index];
    const target = targetOf(entry, role);
    const isQuery = target === jaegerV2Ports.query || target === jaegerV2Ports.queryGrpc;
    const listens = isQuery ? answers : protocols.includes(receivers.get(target ?? 0));
    if (!listens) {
      ledger.at(path).none(`Jaeger v2 does not listen on port ${target ?? 'of that name'} there`);
      return [];
    }
    const { nodePort, ...rest } = record(entry);
    if (nodePort !== undefined) {
      ledger.at([...path, 'nodePort']).none('the Service of v1 has the port until it is deleted');
    }
    return [{ ...rest, targetPort: target }];
  });
}

function carryIngress(ingress: KubeObject, ledger: Ledger, draft: Draft): void {
  const spec = record(ingress.value.spec);
  const hosts = list(spec.rules).flatMap((rule) => text(own(rule, 'host')) ?? []);
  const secrets = list(spec.tls).flatMap((entry) => text(own(entry, 'secretName')) ?? []);
  const className = text(spec.ingressClassName);
  const [first, ...others] = [...new Set(hosts)];
  if (first === undefined || draft.props.ingress !== undefined) {
    ledger
      .at([])
      .none(
        'Jaeger v2 has one Ingress, for hosts that it names; the prop ingress is there for them',
      );
    return;
  }
  draft.props.ingress = {
    hosts: [first, ...others],
    ...(className !== undefined && { ingressClassName: className }),
    ...(secrets[0] !== undefined && { tlsSecretName: secrets[0] }),
  };
  ledger.at([]).carried(`Ingress ${jaegerV2Names(draft.name).queryService}`);
  for (const kind of ['labels', 'annotations'] as const) {
    for (const [key, value] of Object.entries(textMap(at(ingress.value, 'metadata', kind)))) {
      if (kind === 'labels' || /^(?:meta\.helm\.sh|kubectl)/.test(key)) {
        ledger.at(['metadata', kind, key]).dropped('it is about the object that is deleted');
        continue;
      }
      const pointer = `/metadata/${kind}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      draft.patches.push({ child: 'Ingress', pointer, value });
    }
  }
}

/** Objects that are not of Jaeger v1, or that v2 goes on with. */
function carryOther(object: KubeObject, ledger: Ledger): void {
  const mark = ledger.at([]);
  const images = imagesIn(object.value);
  if (images.some((image) => jaegerComponentOf(parseImage(image).repository) === 'agent')) {
    mark.none(noAgents);
  } else if (images.some((image) => indexJobOf(parseImage(image).repository))) {
    mark.carried('itself: it keeps managing the same indices');
  } else if (['ConfigMap', 'Secret', 'PersistentVolumeClaim'].includes(object.kind)) {
    mark.carried('itself: it stays as it is');
  } else mark.dropped('it is left as it is');
}

function imagesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(imagesIn);
  return Object.entries(record(value)).flatMap(([key, part]) =>
    key === 'image' && typeof part === 'string' ? [part] : imagesIn(part),
  );
}
