import { otlpExporterType } from '../../upstream/collector/component-names.ts';
import type { EndpointAccess } from '../edge/access.ts';
import type { OtlpEndpoint } from '../edge/backend.ts';
import { type MountedSecret, mountedSecret } from '../kubernetes/mounted-secret.ts';
import type { SecretVariable } from '../kubernetes/secret-variables.ts';
import type { Components } from './components.ts';
import { type SendingProps, sendingSettings } from './queue/sending.ts';

/** What the container of a collector is given for its backends. */
export interface BackendAccess {
  /** Values of headers. */
  readonly env: readonly SecretVariable[];
  /** CAs and certificates. */
  readonly volumes: readonly MountedSecret['volume'][];
  readonly volumeMounts: readonly MountedSecret['mount'][];
}

/**
 * The exporters of a collector's backends, by id, in the order of the backends.
 *
 * @param namespace - where the collector is
 * @param version - release of the collector, which ids differ between
 * @param settings - what is said of all of them
 */
export function otlpExporters(
  exportTo: readonly OtlpEndpoint[],
  namespace: string,
  version: string,
  settings: SendingProps = {},
): Components {
  const backends = exportTo.map((backend, index) => ({
    backend,
    given: givenFor(backend.access, index),
    type: otlpExporterType(backend.protocol, version),
  }));
  return Object.fromEntries(
    backends.map(({ backend, given, type }) => {
      const others = backends.filter((one) => one.type === type && one.backend !== backend);
      const name = backendName(
        backend,
        others.map((one) => one.backend),
      );
      const all = { ...exporter(backend, namespace, given), ...sendingSettings(settings) };
      return [name === undefined ? type : `${type}/${name}`, all];
    }),
  );
}

/** What the exporters' settings refer to, as fields of a container and its pod. */
export function backendAccess(backends: readonly OtlpEndpoint[]): BackendAccess {
  const all = backends.map(({ access }, index) => givenFor(access, index));
  const secrets = all.flatMap(({ ca, certificate }) => [ca, certificate].filter((one) => !!one));
  return {
    env: all.flatMap(({ headers }) => headers.map(({ variable }) => variable)),
    volumes: secrets.map(({ volume }) => volume),
    volumeMounts: secrets.map(({ mount }) => mount),
  };
}

/** What one backend wants, as containers have it. */
interface Given {
  readonly headers: readonly {
    readonly name: string;
    readonly prefix: string;
    readonly variable: SecretVariable;
  }[];
  readonly ca?: MountedSecret | undefined;
  readonly certificate?: MountedSecret | undefined;
}

function givenFor(access: EndpointAccess = {}, index: number): Given {
  const { headers = {}, caSecretName, clientCertificateSecretName } = access;
  // by number: a host may be longer than a volume's name
  const backend = `backend-${index}`;
  const folder = (secret: string | undefined, use: string) =>
    secret === undefined
      ? undefined
      : mountedSecret(secret, `${backend}-${use}`, `/etc/otelcol/${backend}-${use}`);
  return {
    headers: Object.entries(headers).map(([name, { secretName, key, prefix = '' }], header) => ({
      name,
      prefix,
      variable: {
        name: `BACKEND_${index}_HEADER_${header}`,
        valueFrom: { secretKeyRef: { name: secretName, key } },
      },
    })),
    ca: folder(caSecretName, 'ca'),
    certificate: folder(clientCertificateSecretName, 'certificate'),
  };
}

function exporter(backend: OtlpEndpoint, from: string, given: Given): Components {
  const endpoint = backend.protocol === 'otlp-grpc' ? backend.address(from) : backend.url(from);
  const { headers } = given;
  return {
    endpoint,
    tls: backend.tls ? tlsSettings(given) : { insecure: true },
    headers:
      headers.length === 0
        ? undefined
        : Object.fromEntries(
            headers.map(({ name, prefix, variable }) => [
              name,
              `${prefix}\${env:${variable.name}}`,
            ]),
          ),
  };
}

function tlsSettings({ ca, certificate }: Given): Components | undefined {
  if (ca === undefined && certificate === undefined) return undefined;
  return {
    ca_file: ca && `${ca.folder}/ca.crt`,
    cert_file: certificate && `${certificate.folder}/tls.crt`,
    key_file: certificate && `${certificate.folder}/tls.key`,
    // it is replaced while the collector runs
    reload_interval: certificate && '1h',
  };
}

/**
 * What tells a backend from others that need the same type of exporter, so that the name does not hang on their order: the host, if
 * that is enough, or else with the port, the path and what it wants of its clients.
 */
function backendName(backend: OtlpEndpoint, others: readonly OtlpEndpoint[]): string | undefined {
  if (others.length === 0) return undefined;
  const tellings = [place, withPort, withPath, withAccess];
  const tells = (telling: (endpoint: OtlpEndpoint) => string) =>
    others.every((other) => telling(other) !== telling(backend));
  return (tellings.find(tells) ?? withAccess)(backend);
}

function place({ host, namespace }: OtlpEndpoint): string {
  return namespace === undefined ? host : `${host}.${namespace}`;
}

function withPort(backend: OtlpEndpoint): string {
  return `${place(backend)}-${backend.port}`;
}

function withPath(backend: OtlpEndpoint): string {
  return [withPort(backend), ...words(backend.basePath)].join('-');
}

/** What tells backends apart: two that have it in common are one. */
export function backendKey(backend: OtlpEndpoint): string {
  return `${backend.protocol} ${withAccess(backend)}`;
}

/** A name that two backends of one protocol have in common only if they are one. */
function withAccess(backend: OtlpEndpoint): string {
  const { tls, access = {} } = backend;
  const { headers = {}, caSecretName = '', clientCertificateSecretName = '' } = access;
  const wanted = [
    tls ? 'tls' : 'plain',
    caSecretName,
    clientCertificateSecretName,
    ...Object.entries(headers)
      .map(([name, { secretName, key }]) => `${name} ${secretName} ${key}`)
      .sort(),
  ];
  return [withPath(backend), ...wanted.flatMap(words)].join('-');
}

function words(text: string): string[] {
  return text.split(/[^A-Za-z0-9.]+/).filter(Boolean);
}
