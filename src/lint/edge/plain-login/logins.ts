import type { Component } from '../../../model/collector/config.ts';
import type { ElasticsearchClient } from '../../../model/elasticsearch/clients.ts';
import type { Datasource } from '../../../model/grafana/datasources.ts';
import {
  type JaegerRole,
  optionOf,
  optionValue,
  type RunningRole,
} from '../../../model/jaeger/roles.ts';
import type { Location } from '../../../model/kubernetes/objects.ts';
import { pathText } from '../../../model/kubernetes/objects.ts';
import { type EnvVar, envVar } from '../../../model/kubernetes/workloads.ts';
import type { Edge, Model } from '../../../model/model.ts';
import { tektonPath, tektonValue } from '../../../model/tekton/tracing.ts';
import { thanosLocation } from '../../../model/thanos/tracing.ts';
import { neededVariables } from '../../../upstream/collector/environment.ts';
import {
  authenticatorSides,
  loginSentBy,
} from '../../../upstream/collector/extensions/authenticators.ts';
import { extensionReferences } from '../../../upstream/collector/extensions/references.ts';
import { at, isRecord, list, own, record, text } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { ConfiguredCollector } from '../../rule.ts';
import { isSecretKey } from '../../secrets.ts';

const userAndPassword = 'a user and a password';

/** Tells what senders log in with, where it goes along with each request. */
export class Logins {
  /** By the place of an address. */
  private readonly byPlace = new Map<string, string>();
  private readonly collectors: ReadonlyMap<Component, ConfiguredCollector>;
  private readonly environments = new Map<string, string>();

  constructor(model: Model) {
    this.collectors = new Map(
      model.collectors
        .filter((one): one is ConfiguredCollector => one.config !== undefined)
        .flatMap((one) => one.config.components.map((component) => [component, one])),
    );
    for (const client of model.elasticsearchClients) {
      const sent = elasticsearchLogin(client);
      for (const server of client.servers) this.add(server, sent);
    }
    for (const datasource of model.grafana.datasources) {
      const { object, path } = datasource;
      this.add({ object, path: [...path, 'url'] }, datasourceLogin(datasource));
    }
    for (const tracing of model.thanos) {
      const place = thanosLocation(tracing, 'config', 'endpoint');
      this.add(place, headersLogin(tracing.config.headers));
    }
    for (const tracing of model.tekton) {
      const { object } = tracing;
      const secret = tektonValue(tracing, 'credentialsSecret');
      const place = { object, path: tektonPath(tracing, 'endpoint') };
      this.add(place, secret ? userAndPassword : undefined);
    }
    for (const role of model.jaegerRoles) this.readRole(role);
    this.readEnvironments(model);
  }

  /** What a sender logs in with, as a message names it; undefined for nothing, or where that is not known. */
  of({ sender, address }: Edge): string | undefined {
    if (address?.userInfo?.includes(':')) return userAndPassword;
    const { component, client, label, possible, protocol } = sender;
    if (protocol === 'kafka' && component) return saslLogin(component.settings.auth);
    if (component?.kind === 'exporters') return this.exporterLogin(component);
    const stored = component && storageLogin(component, sender.path);
    const known = stored ?? this.byPlace.get(placeKey(sender));
    if (known !== undefined || !possible?.includes('otlp-grpc')) return known;
    return this.environments.get(`${client.order} ${label}`);
  }

  private add(place: Location, sent: string | undefined): void {
    if (sent !== undefined) this.byPlace.set(placeKey(place), sent);
  }

  /** Logins of a component of Jaeger v1 at Cassandra and Kafka. */
  private readRole(role: RunningRole): void {
    const { jaeger, storage } = role;
    const cassandra = optionOf(role, 'cassandra.servers');
    const secret = jaeger && text(own(jaeger.spec.storage, 'secretName'));
    const isKnown = Boolean(secret) || hasOption(role, 'cassandra.username', 'cassandra.password');
    if (cassandra && storage === 'cassandra') {
      this.add(cassandra, isKnown ? userAndPassword : undefined);
    }
    for (const prefix of ['kafka.producer', 'kafka.consumer']) {
      const brokers = optionOf(role, `${prefix}.brokers`);
      const mechanism = optionValue(role, `${prefix}.plaintext.mechanism`, 'PLAIN');
      const sends =
        optionValue(role, `${prefix}.authentication`, 'none') === 'plaintext' &&
        mechanism === 'PLAIN';
      if (brokers) this.add(brokers, sends ? userAndPassword : undefined);
    }
  }

  private exporterLogin(component: Component): string | undefined {
    const { settings } = component;
    const { config, env = [] } = this.collectors.get(component) ?? {};
    for (const { path, id } of extensionReferences(settings)) {
      const extension = config?.component('extensions', id);
      if (path.at(-1) !== 'authenticator' || !extension) continue;
      const sides = authenticatorSides(extension.type, extension.settings);
      const sent = sides?.includes('client') === false ? undefined : loginSentBy(extension.type);
      // gRPC sends it over TLS alone, which a rule of its own tells
      if (sent !== undefined && !isGrpc(component)) return sent;
    }
    const headers = settings.headers ?? at(settings, 'protocol', 'otlp', 'headers');
    return headersLogin(headers) ?? secretHeader(headers, env);
  }

  /** Headers that SDKs are told by environment, by the order of the object and the label of the sender. */
  private readEnvironments({ workloads, instrumentations }: Model): void {
    for (const { object, containers } of workloads) {
      for (const { name, env } of containers) this.addHeaders(`${object.order} ${name}`, env);
    }
    for (const { object, env, languages } of instrumentations) {
      this.addHeaders(`${object.order} sdk`, env);
      for (const language of languages) {
        this.addHeaders(`${object.order} ${language.language}`, [...env, ...language.env]);
      }
    }
  }

  private addHeaders(key: string, env: readonly EnvVar[]): void {
    const sent = headerVariables.map((name) => variableLogin(envVar(env, name))).find(Boolean);
    if (sent !== undefined) this.environments.set(key, sent);
  }
}

/** Variables with headers of each request for spans (opentelemetry-specification protocol/exporter.md), the stronger first. */
const headerVariables = ['OTEL_EXPORTER_OTLP_TRACES_HEADERS', 'OTEL_EXPORTER_OTLP_HEADERS'];

function variableLogin(variable: EnvVar | undefined): string | undefined {
  if (variable?.from?.kind === 'Secret') return `the headers of Secret ${variable.from.name}`;
  const names = (variable?.value ?? '').split(',').map((pair) => pair.split('=')[0]?.trim() ?? '');
  return headerNamed(names);
}

/** Headers of an exporter: a mapping, or a list of name and value. */
function headersLogin(headers: unknown): string | undefined {
  const listed = list(headers).flatMap((entry) => text(own(entry, 'name')) ?? []);
  return headerNamed(listed.length > 0 ? listed : Object.keys(record(headers)));
}

/** A header that is known to be secret by where its value comes from, whatever it is called. */
function secretHeader(headers: unknown, env: readonly EnvVar[]): string | undefined {
  const listed = list(headers).map((entry) => [text(own(entry, 'name')), own(entry, 'value')]);
  for (const [name, value] of [...listed, ...Object.entries(record(headers))]) {
    for (const variable of neededVariables(text(value) ?? '')) {
      const from = envVar(env, variable)?.from;
      if (from?.kind === 'Secret') return `header ${name} of Secret ${from.name}`;
    }
  }
  return undefined;
}

function headerNamed(names: readonly string[]): string | undefined {
  const name = names.find(isSecretKey);
  return name === undefined ? undefined : `header ${name}`;
}

function isGrpc({ type }: Component): boolean {
  return !/http|zipkin/.test(type);
}

const token = 'a token';

function elasticsearchLogin(client: ElasticsearchClient): string | undefined {
  const { role, jaeger, job, backend, container } = client;
  // the operator's jobs take the addresses of the Jaeger itself
  if (job) return undefined;
  if (jaeger && text(own(jaeger.spec.storage, 'secretName'))) return userAndPassword;
  if (role) return roleLogin(role);
  if (backend) return backendLogin(own(backend.value, 'auth'));
  return container && envVar(container.env, 'ES_PASSWORD') ? userAndPassword : undefined;
}

function roleLogin(role: JaegerRole): string | undefined {
  if (hasOption(role, 'es.username', 'es.password')) return userAndPassword;
  return hasOption(role, 'es.token-file', 'es.api-key-file') ? token : undefined;
}

function hasOption({ options, untold }: JaegerRole, ...flags: readonly string[]): boolean {
  return flags.some((flag) => options.has(flag) || untold.has(flag));
}

/** A login by SASL: of its mechanisms, PLAIN alone sends the password as it is. */
function saslLogin(auth: unknown): string | undefined {
  // older releases have a section of its own for it, too
  const plain = isRecord(own(auth, 'plain_text')) || at(auth, 'sasl', 'mechanism') === 'PLAIN';
  return plain ? userAndPassword : undefined;
}

/** A login at a storage of Jaeger v2 that has one place for all of its addresses. */
function storageLogin({ settings, path }: Component, address: Path): string | undefined {
  const [section = '', name = '', type = ''] = address.slice(path.length);
  const storage = at(settings, section, name, type);
  if (type === 'cassandra') {
    return at(storage, 'connection', 'auth', 'basic') === undefined ? undefined : userAndPassword;
  }
  if (type === 'clickhouse') {
    return at(storage, 'auth', 'basic') === undefined ? undefined : userAndPassword;
  }
  return undefined;
}

function backendLogin(auth: unknown): string | undefined {
  if (own(auth, 'basic') !== undefined) return userAndPassword;
  const tokens = ['bearer_token', 'api_key'].some((key) => own(auth, key) !== undefined);
  return tokens ? token : undefined;
}

function datasourceLogin({ value }: Datasource): string | undefined {
  if (value.basicAuth === true) return userAndPassword;
  const names = Object.entries(record(value.jsonData))
    .filter(([key]) => /^httpHeaderName\d+$/.test(key))
    .flatMap(([, name]) => text(name) ?? []);
  return headerNamed(names);
}

function placeKey({ object, path }: Location): string {
  return `${object.order}\n${pathText(path)}`;
}
