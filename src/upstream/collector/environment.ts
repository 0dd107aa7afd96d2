import { isAtLeast } from '../values/version.ts';
import type { Distribution } from './releases.ts';

/** First collector that takes no variables without braces (opentelemetry-collector v0.104.0 CHANGELOG). */
export const bracesNeededSince = '0.104.0';

/**
 * Feature gate without which newer collectors still take variables without braces
 * (opentelemetry-collector v0.104.0 CHANGELOG).
 */
export const bracesNeededGate = 'confmap.unifyEnvVarExpansion';

/**
 * First collector to which a dollar without braces is one, whatever follows it; to older ones it begins a variable, or stops them
 * (opentelemetry-collector v0.106.1 confmap/converter/expandconverter, cmd/builder v0.107.0 without it).
 */
export const bareDollarsSince = '0.107.0';

const bare = /(?<!\$)\$([A-Za-z_]\w*)/g;

/** Names of the variables that a text of a configuration has without braces; two dollars stand for one. */
export function bareVariables(text: string): string[] {
  return [...text.matchAll(bare)].flatMap(([, name]) => name ?? []);
}

/** A text with those of its variables in braces that have one of these names. */
export function inBraces(text: string, names: ReadonlySet<string>): string {
  return text.replaceAll(bare, (whole, name) => (names.has(name) ? `\${env:${name}}` : whole));
}

/**
 * Numbers behind one dollar alone, which is taken for a variable: `${1}` by all collectors, `$1` by those before `bareDollarsSince`.
 *
 * @param release - of the collector; undefined where it is not known
 */
export function loneDollars(text: string, release: string | undefined): string[] {
  const isOld = release !== undefined && !isAtLeast(release, bareDollarsSince);
  return text.match(isOld ? /(?<!\$)\$(?:\{\d+\}|\d)/g : /(?<!\$)\$\{\d+\}/g) ?? [];
}

/**
 * Names of the variables that a text of a configuration has in braces, those with a default left out.
 *
 * Source: opentelemetry-collector v0.158.0 confmap/provider/envprovider.
 */
export function neededVariables(text: string): string[] {
  return [...text.matchAll(/(?<!\$)\$\{env:([A-Za-z_]\w*)\}/g)].flatMap(([, name]) => name ?? []);
}

const providedVariables =
  /^(POD_NAME|POD_NAMESPACE|NAMESPACE|NODE_NAME|K8S_\w+|KUBE_NODE_NAME|SHARD|GOMEMLIMIT|GOMAXPROCS|HOSTNAME|HOME|PATH|KUBERNETES_\w+|OTEL_\w+|\w+_SERVICE_(HOST|PORT)\w*|\w+_PORT(_\w+)?)$/;

/** Whether Kubernetes, the operator or an image of the distributions sets a variable in the container of a collector. */
export function isProvidedVariable(name: string): boolean {
  return providedVariables.test(name);
}

const providedFiles = /^\/(?:var\/)?run\/secrets\/|^\/etc\/(?:ssl|pki)\/|^\/(?:conf|tls|vault)\//;

/** Whether Kubernetes, the operator, an injector or an image of the distributions puts a file into a collector's container. */
export function isProvidedFile(path: string): boolean {
  return providedFiles.test(path);
}

/**
 * File that an image reads when it is given no arguments.
 *
 * Source: opentelemetry-collector-releases v0.158.0 distributions/<name>/Dockerfile, CMD.
 */
export const defaultConfigFiles: Readonly<Partial<Record<Distribution, string>>> = {
  core: '/etc/otelcol/config.yaml',
  contrib: '/etc/otelcol-contrib/config.yaml',
  k8s: '/etc/otelcol-k8s/config.yaml',
};

/**
 * The same of images of old releases.
 *
 * Source: opentelemetry-collector-contrib v0.20.0 cmd/otelcontribcol/Dockerfile, CMD.
 */
export const oldConfigFile = '/etc/otel/config.yaml';

/** Whether a setting of TLS names a file without which nothing starts. */
export function isTlsFile(setting: string): boolean {
  return /^(?:ca|client_ca|cert|key)_file$/.test(setting);
}

/** Whether an image is one that the project itself publishes, and not a copy in another registry, to which files may have been added. */
export function isPublished(repository: string): boolean {
  return published.some((place) => repository.startsWith(place));
}

const published = [
  'otel/',
  'docker.io/otel/',
  'ghcr.io/open-telemetry/opentelemetry-collector-releases/',
];
