import { at, own, text } from '../../upstream/values/unknown.ts';
import type { JaegerRole } from '../jaeger/roles.ts';
import { envVar } from '../kubernetes/workloads.ts';
import type { ElasticsearchClient } from './clients.ts';
import type { ElasticsearchBackend } from './server.ts';

/** What an Elasticsearch among the manifests asks of its clients; unset where they do not tell. */
interface ElasticsearchSecurity {
  /** Whether it wants user and password. */
  readonly login?: boolean;
  /** Whether it speaks TLS. */
  readonly tls?: boolean;
}

/**
 * Reads what an Elasticsearch asks of its clients from the settings of its container, or from the resource of Elastic's own
 * operator.
 *
 * Source: Elasticsearch 7.17 and 8.x, xpack.security settings; Elastic Cloud on Kubernetes 2.x, TLS and security are on.
 */
export function elasticsearchSecurity(backend: ElasticsearchBackend): ElasticsearchSecurity {
  if (backend.managed) {
    const { value } = backend.managed;
    const disabled = at(value, 'spec', 'http', 'tls', 'selfSignedCertificate', 'disabled') === true;
    return { login: true, tls: !disabled };
  }
  const container = backend.service?.workload?.containers.find(({ env }) =>
    env.some(({ name }) => name.startsWith('xpack.security.')),
  );
  if (!container) return {};
  const setting = (name: string) => envVar(container.env, name)?.value;
  const login = setting('xpack.security.enabled');
  const tls = setting('xpack.security.http.ssl.enabled');
  return {
    ...(login === undefined ? {} : { login: login === 'true' }),
    // without security nothing of TLS is looked at
    ...(login === 'false' ? { tls: false } : tls === undefined ? {} : { tls: tls === 'true' }),
  };
}

/** Whether a client has a user, a token or a certificate, or may have from a place that the manifests do not show. */
export function hasLogin(client: ElasticsearchClient): boolean {
  const { kind, role, jaeger, servers } = client;
  if (servers.some(({ text: url }) => /:\/\/[^/@]+@/.test(url))) return true;
  if (jaeger && text(own(jaeger.spec.storage, 'secretName'))) return true;
  if (role) return hasRoleLogin(role);
  if (jaeger) return jaeger.storageOptions.some(({ key }) => jobFlags.includes(key));
  return kind === 'jaeger-v2' ? hasBackendLogin(client) : hasJobLogin(client);
}

// index jobs are given fewer flags than components
const jobFlags = ['es.username', 'es.tls.cert'];
const componentFlags = [
  ...jobFlags,
  'es.token-file',
  'es.api-key-file',
  'es.bearer-token-propagation',
];

function hasRoleLogin({ options, untold, complete }: JaegerRole): boolean {
  return !complete || componentFlags.some((flag) => options.has(flag) || untold.has(flag));
}

function hasBackendLogin({ backend }: ElasticsearchClient): boolean {
  const settings = backend?.value;
  return own(settings, 'auth') !== undefined || at(settings, 'tls', 'cert_file') !== undefined;
}

function hasJobLogin({ container }: ElasticsearchClient): boolean {
  const env = container?.env ?? [];
  return (
    container?.value.envFrom !== undefined ||
    env.some(({ name }) => name === 'ES_USERNAME' || name === 'ES_TLS_CERT') ||
    (container?.arguments.some(({ text: word }) => word.startsWith('--es.')) ?? false)
  );
}
