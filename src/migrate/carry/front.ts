import type { Jaeger } from '../../model/jaeger/instances.ts';
import { jaegerNames } from '../../upstream/jaeger/names.ts';
import { jaegerV2Names } from '../../upstream/jaeger/v2/names.ts';
import { jaegerV2Ports } from '../../upstream/jaeger/v2/servers.ts';
import { dnsSubdomainProblem } from '../../upstream/kubernetes/names.ts';
import { collectorSelectorLabels } from '../../upstream/otel-operator/collector-names.ts';
import { at, list, own, record, text } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import type { Draft } from '../output/draft.ts';
import { settingsOf } from '../source/custom-resource.ts';
import { escaped } from './pods.ts';

/** Says how Jaeger v2 is reached from outside of the cluster. */
export function carryFront(jaeger: Jaeger, ledger: Ledger, draft: Draft): void {
  carryIngress(jaeger, ledger, draft);
  carryService(jaeger, 'query', ledger, draft);
  carryService(jaeger, 'collector', ledger, draft);
}

function carryIngress({ spec }: Jaeger, ledger: Ledger, draft: Draft): void {
  const path = ['spec', 'ingress'];
  const ingress = record(spec.ingress);
  const mark = (field: string) => ledger.at([...path, field]);
  const fields = Object.keys(ingress).filter((field) => field !== 'enabled');
  if (ingress.enabled === false) {
    mark('enabled').carried('that there is no Ingress');
    for (const field of fields) mark(field).dropped('there is no Ingress');
    return;
  }
  carrySecurity(ingress, ledger, draft);
  const hosts = list(ingress.hosts).filter((host) => typeof host === 'string' && host !== '');
  const wrong = hosts.find((host) => isNoHost(`${host}`));
  if (hosts.length === 0 || wrong !== undefined) {
    const why = wrong === undefined ? 'there are no hosts' : `'${wrong}' is no host`;
    const asks = ['security', 'openshift', 'options'];
    for (const field of ['enabled', ...fields].filter((one) => !asks.includes(one))) {
      mark(field).none(`Jaeger v2 gets no Ingress, since ${why}`);
    }
    draft.note(
      `the operator made an Ingress; Jaeger v2 gets none, since ${why}: the prop ingress is there for them`,
    );
    return;
  }
  mark('enabled').carried('the Ingress');
  mark('hosts').carried('the hosts of the Ingress');
  mark('pathType').dropped('the Ingress has its path as a prefix');
  mark('ingressClassName').carried('the class of the Ingress');
  mark('livenessProbe').dropped('an Ingress has no pods');
  const className = text(ingress.ingressClassName);
  const secret = tlsSecret(ingress, ledger);
  draft.props.ingress = {
    hosts,
    ...(className !== undefined && { ingressClassName: className }),
    ...(secret !== undefined && { tlsSecretName: secret }),
  };
  carryIngressMetadata(spec, ledger, draft);
}

function isNoHost(host: string): boolean {
  return dnsSubdomainProblem('host', host.replace(/^\*\./, '')) !== undefined;
}

function carrySecurity(
  ingress: Readonly<Record<string, unknown>>,
  ledger: Ledger,
  draft: Draft,
): void {
  const mark = (field: string) => ledger.at(['spec', 'ingress', field]);
  for (const field of ['openshift', 'options']) {
    mark(field).none('Jaeger v2 has no proxy with a login; put one in front of it');
  }
  const security = text(ingress.security) ?? '';
  if (['', 'none'].includes(security)) mark('security').dropped('Jaeger v2 has no login either');
  else {
    mark('security').none(`Jaeger v2 has no ${security}: put a proxy with a login in front of it`);
    draft.note(
      `the UI required a login (${security}); that of Jaeger v2 does not, so put a proxy in front of it`,
    );
  }
}

function carryIngressMetadata(spec: unknown, ledger: Ledger, draft: Draft): void {
  for (const setting of settingsOf({ spec }, [['spec', 'ingress']], ledger)) {
    const { field, key = '', value, mark } = setting;
    const kind = field === 'labels' ? 'labels' : 'annotations';
    if (field === 'labels' || field === 'podAnnotations') {
      draft.patches.push({ child: 'Ingress', pointer: `/metadata/${kind}/${escaped(key)}`, value });
      mark.carried(`metadata.${kind} of the Ingress`);
    } else mark.dropped('an Ingress has no pods');
  }
}

/** The Secret of all hosts' TLS; several cannot be said by one prop. */
function tlsSecret(ingress: Readonly<Record<string, unknown>>, ledger: Ledger): string | undefined {
  const path = ['spec', 'ingress'];
  const entries = list(ingress.tls);
  let secret: string | undefined;
  for (const [index, entry] of entries.entries()) {
    const mark = ledger.at([...path, 'tls', index]);
    const name = text(own(entry, 'secretName'));
    if (name === undefined) mark.none('the Ingress of Jaeger v2 takes the certificate of a Secret');
    else if (secret === undefined || secret === name) {
      secret = name;
      mark.carried('the TLS of the Ingress, of all its hosts');
    } else mark.none(`the Ingress has one Secret for all hosts, ${secret}`);
  }
  const old = text(ingress.secretName);
  if (old === undefined) return secret;
  const mark = ledger.at([...path, 'secretName']);
  if (secret === undefined) mark.carried('the TLS of the Ingress, of all its hosts');
  else mark.dropped('tls takes precedence');
  return secret ?? old;
}

const ports = {
  query: [
    { name: 'http-query', port: jaegerV2Ports.query, appProtocol: 'http' },
    { name: 'grpc-query', port: jaegerV2Ports.queryGrpc, appProtocol: 'grpc' },
  ],
};

/** A Service of a type that those of Jaeger v2 do not have stands beside them. */
function carryService(
  { spec, roles }: Jaeger,
  part: 'query' | 'collector',
  ledger: Ledger,
  draft: Draft,
): void {
  const type = text(at(spec, part, 'serviceType'));
  const mark = ledger.at(['spec', part, 'serviceType']);
  for (const field of part === 'query' ? ['nodePort', 'grpcNodePort'] : []) {
    if (at(spec, part, field) === undefined) continue;
    ledger
      .at(['spec', part, field])
      .none('the Service of v1 has the port until it is deleted; the new one gets another');
  }
  if (type === undefined || type === '' || type === 'ClusterIP') {
    if (type !== undefined) mark.carried('the type of the Services');
    return;
  }
  const split = roles.length > 1;
  const target = part === 'query' && split ? jaegerV2Names(draft.name).query : draft.name;
  const name = `${draft.name}-${part}-${type.toLowerCase()}`;
  draft.objects.push({
    step: part === 'query' && split ? 'query' : 'collector',
    id: `${part === 'query' ? 'Query' : 'Collector'}${type}`,
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: draft.namespace },
      spec: {
        type,
        selector: collectorSelectorLabels(draft.namespace, target),
        ports: part === 'query' ? ports.query : receiverPorts(draft),
      },
    },
  });
  mark.carried(`Service ${name}`);
}

const receiverNames = {
  'otlp-grpc': ['grpc-otlp', 4317, 'grpc'],
  'otlp-http': ['http-otlp', 4318, 'http'],
  'jaeger-grpc': ['grpc-jaeger', 14250, 'grpc'],
  'jaeger-thrift-http': ['http-c-binary-trft', 14268, 'http'],
  zipkin: ['http-zipkin', 9411, 'http'],
} as const;

function receiverPorts({ props }: Draft) {
  return list(props.protocols).flatMap((protocol) => {
    const found = receiverNames[protocol as keyof typeof receiverNames];
    return found ? [{ name: found[0], port: found[1], appProtocol: found[2] }] : [];
  });
}

/**
 * Services of the names that v1 had, over the pods of Jaeger v2: for senders and links that nobody has changed, once v1 is gone.
 */
export function addOldNames(name: string, split: boolean, draft: Draft): void {
  if (name === draft.name) return;
  const old = jaegerNames(name);
  const queries = split ? jaegerV2Names(draft.name).query : draft.name;
  const add = (id: string, service: string, target: string, headless: boolean, list: object[]) =>
    draft.objects.push({
      step: 'names',
      id,
      object: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: service, namespace: draft.namespace },
        spec: {
          ...(headless && { clusterIP: 'None' }),
          selector: collectorSelectorLabels(draft.namespace, target),
          ports: list,
        },
      },
    });
  add('OldQuery', old.queryService, queries, false, ports.query);
  add('OldCollector', old.collectorService, draft.name, false, receiverPorts(draft));
  add('OldCollectorHeadless', old.collectorHeadlessService, draft.name, true, receiverPorts(draft));
}
