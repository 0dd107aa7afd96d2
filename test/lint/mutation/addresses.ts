import { at, text } from '../../../src/upstream/values/unknown.ts';
import {
  change,
  type Manifest,
  type Mutation,
  nameOf,
  type Place,
  type Stack,
  textsOf,
} from './stack.ts';

/** Clients by what their addresses look like. */
type Client = 'grpc-exporter' | 'http-exporter' | 'sdk' | 'thanos' | 'tekton' | 'grafana' | 'other';

/** An address in a stack, of something that the stack has a Service for. */
interface Address extends Place {
  readonly value: string;
  readonly client: Client;
  /** Namespace that short names are resolved in; unset where that is not of one namespace. */
  readonly from?: string;
  readonly scheme: string;
  /** Service that the address is of. */
  readonly to: Backend;
  /** The host as written. */
  readonly host: string;
  readonly port: number;
  /** What follows the port. */
  readonly rest: string;
}

/** A Service that the stack has, or that an operator makes of a resource of it. */
interface Backend {
  readonly owner: Manifest;
  readonly name: string;
  readonly namespace: string;
}

/** The other protocol that the same backend speaks, at its usual port. */
const otherPort: Readonly<Record<number, number>> = {
  4317: 4318,
  4318: 4317,
  14268: 4317,
  16686: 16685,
};

/** A mutation that puts another address in the place of one, where it is another. */
function rewrite(
  name: string,
  because: string,
  rewritten: (address: Address, stack: Stack) => string | undefined,
): Mutation {
  return {
    name,
    because,
    *of(stack) {
      for (const address of addressesOf(stack)) {
        const value = rewritten(address, stack);
        if (value === undefined || value === address.value) continue;
        yield change(stack, address.object, [[address.path, value]], [address.to.owner]);
      }
    },
  };
}

/** Addresses that lead elsewhere, or nowhere. */
export const addressMutations: readonly Mutation[] = [
  rewrite(
    'port without a listener',
    'the Service has no such port, so no connection is made',
    (a) => write(a, { port: 4399 }),
  ),
  rewrite(
    'port of another protocol',
    'HTTP and gRPC cannot read each other, and a client does not try the other one',
    (a) => {
      const port = otherPort[a.port];
      return port === undefined || a.client === 'other' ? undefined : write(a, { port });
    },
  ),
  rewrite('misspelt host', 'no Service has the name, so DNS has no answer', (a) =>
    write(a, { host: a.host.replace(a.to.name, slipped(a.to.name)) }),
  ),
  rewrite(
    'resource for Service',
    'the operators add to the name of a resource to name its Services; there is none of the bare name',
    (a, stack) => {
      const bare = text(at(a.to.owner, 'metadata', 'name')) ?? '';
      const taken = stack.objects.some(
        (object) =>
          object.kind === 'Service' &&
          at(object, 'metadata', 'name') === bare &&
          at(object, 'metadata', 'namespace') === a.to.namespace,
      );
      return taken || bare === a.to.name
        ? undefined
        : write(a, { host: a.host.replace(a.to.name, bare) });
    },
  ),
  rewrite(
    'Service of another namespace',
    'Services are found in the namespace that the address names, and there is none',
    (a, stack) => {
      const other = namespacesOf(stack).find((namespace) => namespace !== a.to.namespace);
      if (other === undefined) return undefined;
      const [, ...labels] = a.host.split('.');
      return write(a, { host: [a.to.name, other, ...labels.slice(1)].join('.') });
    },
  ),
  rewrite(
    'short name from elsewhere',
    'a name without a namespace is looked up in the namespace of the client',
    (a) =>
      a.from === undefined || a.from === a.to.namespace ? undefined : write(a, { host: a.to.name }),
  ),
  rewrite('name and namespace swapped', 'DNS wants the Service first, and has no answer', (a) =>
    a.host === a.to.name
      ? undefined
      : write(a, { host: a.host.replace(/^([^.]+)\.([^.]+)/, '$2.$1') }),
  ),
  rewrite('misspelt cluster domain', 'DNS of the cluster does not answer for another domain', (a) =>
    write(a, { host: a.host.replace(/cluster\.local$/, 'cluster.loca') }),
  ),
  rewrite('TLS to a plain port', 'the receiver answers no TLS handshake', (a) =>
    a.scheme === 'http://' ? write(a, { scheme: 'https://' }) : undefined,
  ),
  rewrite('no scheme', 'these clients take URLs only', (a) =>
    a.scheme === 'http://' && a.client !== 'grpc-exporter' ? write(a, { scheme: '' }) : undefined,
  ),
  rewrite('scheme for Thanos', 'too many colons in address: Thanos wants host:port', (a) =>
    a.client === 'thanos' ? write(a, { scheme: 'http://' }) : undefined,
  ),
  rewrite('path where none may be', 'gRPC has no paths, and host:port has no room for one', (a) =>
    a.client === 'thanos' || a.client === 'grpc-exporter'
      ? write(a, { rest: '/v1/traces' })
      : undefined,
  ),
  rewrite('path twice', 'the client adds /v1/traces itself, and the receiver answers 404', (a) =>
    a.client === 'http-exporter' || (a.client === 'sdk' && a.port === 4318)
      ? write(a, { rest: '/v1/traces' })
      : undefined,
  ),
  rewrite(
    'path of Jaeger',
    'an OTLP receiver answers 404 to the path of the Jaeger collector',
    (a) =>
      a.client === 'tekton' && a.port === 4318 ? write(a, { rest: '/api/traces' }) : undefined,
  ),
  rewrite('path of slash', 'Tekton posts to /, and the receiver answers 404', (a) =>
    a.client === 'tekton' ? write(a, { rest: '/' }) : undefined,
  ),
  rewrite('path of the API', 'Grafana adds /api itself', (a) =>
    a.client === 'grafana' ? write(a, { rest: '/api' }) : undefined,
  ),
];

function write(
  address: Address,
  parts: { scheme?: string; host?: string; port?: number; rest?: string },
): string {
  const { value, scheme, host, port, rest } = address;
  const old = `${scheme}${host}:${port}${rest}`;
  const changed = { scheme, host, port, rest, ...parts };
  return value.replace(
    old,
    () => `${changed.scheme}${changed.host}:${changed.port}${changed.rest}`,
  );
}

/** A name with a letter in its middle left out. */
function slipped(name: string): string {
  const middle = Math.floor(name.length / 2);
  return name.slice(0, middle) + name.slice(middle + 1);
}

function namespacesOf({ objects }: Stack): string[] {
  const namespaces = objects.flatMap((object) => text(at(object, 'metadata', 'namespace')) ?? []);
  return [...new Set(namespaces)];
}

/** Addresses of tracing backends that the stack has itself. */
function addressesOf(stack: Stack): Address[] {
  const backends = backendsOf(stack);
  // a number with dots is the release of an image
  const address =
    /(?<scheme>https?:\/\/)?(?<host>[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*):(?<port>\d+)(?![\d.])(?<rest>\/[\w/]*)?/;
  return stack.objects.flatMap((object) =>
    [...textsOf(object)].flatMap((place): Address[] => {
      const {
        scheme = '',
        host = '',
        port = '',
        rest = '',
      } = address.exec(place.value)?.groups ?? {};
      const from = text(at(object, 'metadata', 'namespace'));
      const [name, namespace = from] = host.split('.');
      const to = backends.find(
        (backend) => backend.name === name && backend.namespace === namespace,
      );
      if (!to || to.owner === object || place.path.at(-1) === 'image') return [];
      // the model knows no argument of what stands before the UI
      if (place.value.startsWith('--upstream=')) return [];
      const client = clientOf(place);
      // agents resolve names where the workloads are
      const home = object.kind === 'Instrumentation' || from === undefined ? {} : { from };
      return [{ ...place, client, ...home, scheme, host, port: Number(port), rest, to }];
    }),
  );
}

/** Services of collectors, Jaegers and stores; those of the operators' webhooks are not sent spans. */
function backendsOf({ objects }: Stack): Backend[] {
  return objects.flatMap((owner): Backend[] => {
    const name = text(at(owner, 'metadata', 'name')) ?? '';
    const namespace = text(at(owner, 'metadata', 'namespace')) ?? '';
    const named = (...names: string[]) => names.map((each) => ({ owner, name: each, namespace }));
    const both = [`${name}-collector`, `${name}-collector-headless`];
    switch (owner.kind) {
      case 'OpenTelemetryCollector':
        return at(owner, 'spec', 'mode') === 'sidecar' ? [] : named(...both);
      case 'Jaeger':
        return named(...both, `${name}-query`);
      case 'Service':
        return /operator|thanos/.test(name) ? [] : named(name);
      default:
        return [];
    }
  });
}

function clientOf({ object, path }: Place): Client {
  const where = path.join('.');
  switch (object.kind) {
    case 'OpenTelemetryCollector':
      if (/exporters\.otlp_?http[^.]*\.endpoint$/.test(where)) return 'http-exporter';
      return /exporters\.otlp[^.]*\.endpoint$/.test(where) ? 'grpc-exporter' : 'other';
    case 'Instrumentation':
      return 'sdk';
    case 'GrafanaDatasource':
      return 'grafana';
    case 'ConfigMap':
      if (nameOf(object).endsWith('/config-tracing')) return 'tekton';
      return where.includes('datasource') ? 'grafana' : 'thanos';
    default:
      if (/\.env\.\d+\.value$/.test(where)) return 'sdk';
      return /\.args\.\d+\.config\.endpoint$/.test(where) ? 'thanos' : 'other';
  }
}
