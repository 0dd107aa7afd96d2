import { mirroredImage } from '../../../src/upstream/kubernetes/registry.ts';
import { versions } from '../../../src/upstream/operator/versions.ts';
import { collectorProgram, goProgram, lackOfTime } from '../../cluster/harness/build.ts';
import {
  articleCollector,
  collectors,
  type GoProgram,
  jaegerOperator,
  jaegerV1,
  jaegerV2,
  otelOperators,
} from '../../cluster/harness/programs.ts';
import type { LocalImage } from './images.ts';
import { jaegerV2Cleaner, jaegerV2Rollover, standIn } from './programs.ts';

const JAEGER_USER = '10001';
const COLLECTOR_COMMAND = ['--config', '/etc/otelcol/config.yaml'];
const COLLECTOR_IMAGES =
  'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector';
/** Release of the agent, which left Jaeger after it. */
const AGENT = '1.62.0';
const SHELL = ['/bin/sh', '/bin/sleep'];
/** The registries of `examples/own-certificates.ts` and `examples/mirror.ts`. */
const MIRRORS = ['registry.example.com', 'registry.example.com/mirror'];

/**
 * Images of both operators, the collectors and Jaeger, under upstream's names and tags and those that mirrors have for them, with
 * upstream's entry points and users.
 *
 * @param authorities path of the certificates that collectors trust, as images have those of public authorities
 */
export async function stackImages(
  otelOperator: GoProgram,
  authorities: string,
): Promise<LocalImage[]> {
  const images = [
    ...(await operatorImages(otelOperator)),
    ...(await collectorImages(otelOperator, authorities)),
    ...(await jaegerImages()),
  ];
  return images.map(withMirrors);
}

/** An image under the names that mirrors have for it, too. */
export function withMirrors(image: LocalImage): LocalImage {
  const { name, aliases = [] } = image;
  const mirrored = [name, ...aliases].flatMap((one) =>
    MIRRORS.map((mirror) => mirroredImage(mirror, one)),
  );
  return { ...image, aliases: [...aliases, ...mirrored] };
}

/** Tags under which the core distribution is asked for: the operator gives a collector without an image that of its own release. */
export function collectorTags(otelOperator: GoProgram): string[] {
  return [...new Set([versions.collector, otelOperator.version])];
}

async function operatorImages(otelOperator: GoProgram): Promise<LocalImage[]> {
  const jaeger = `jaeger-operator:${versions.jaegerOperator}`;
  const proxy = `kube-rbac-proxy:v${versions.kubeRbacProxy}`;
  const [, before] = otelOperators;
  return [
    await otelOperatorImage(versions.otelOperator, otelOperator),
    // what the release before asks for
    await otelOperatorImage(before.version, before),
    {
      name: `quay.io/jaegertracing/${jaeger}`,
      program: await goProgram(jaegerOperator),
      entrypoint: '/jaeger-operator',
      user: '1001:1001',
    },
    {
      name: `quay.io/brancz/${proxy}`,
      program: await goProgram(standIn),
      entrypoint: '/usr/local/bin/kube-rbac-proxy',
      user: '65532:65532',
    },
  ];
}

async function otelOperatorImage(tag: string, program: GoProgram): Promise<LocalImage> {
  return {
    name: `ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:${tag}`,
    program: await goProgram(program),
    entrypoint: '/manager',
    user: '65532:65532',
  };
}

async function collectorImages(
  otelOperator: GoProgram,
  authorities: string,
): Promise<LocalImage[]> {
  const [name = '', ...aliases] = collectorTags(otelOperator).map(
    (tag) => `${COLLECTOR_IMAGES}:${tag}`,
  );
  const files = { '/etc/ssl/certs/ca-certificates.crt': authorities };
  const core = { entrypoint: '/otelcol', command: COLLECTOR_COMMAND, files, user: '10001' };
  return [
    { ...core, name, aliases, program: await collectorProgram(collectors.core) },
    {
      ...core,
      name: `${COLLECTOR_IMAGES}:${articleCollector.version}`,
      program: await goProgram(articleCollector),
    },
    {
      name: `docker.io/otel/opentelemetry-collector-contrib:${versions.collector}`,
      // what the constructs choose for components that core lacks
      aliases: ['k8s', 'contrib'].map(
        (name) => `${COLLECTOR_IMAGES}-${name}:${versions.collector}`,
      ),
      program: await collectorProgram(collectors.contrib),
      entrypoint: '/otelcol-contrib',
      files,
      command: ['--config', '/etc/otelcol-contrib/config.yaml'],
      user: '10001',
    },
  ];
}

async function jaegerImages(): Promise<LocalImage[]> {
  const image = async (name: string, program: GoProgram): Promise<LocalImage> => ({
    name: `docker.io/jaegertracing/jaeger-${name}:${versions.jaeger}`,
    program: await goProgram(program),
    entrypoint: `/go/bin/${name}-linux`,
    user: JAEGER_USER,
  });
  return [
    await image('collector', jaegerV1.collector),
    await image('query', jaegerV1.query),
    await image('ingester', jaegerV1.ingester),
    await image('es-index-cleaner', jaegerV1.indexCleaner),
    ...(await jaegerV2Images()),
    { ...(await image('agent', standIn)), name: `docker.io/jaegertracing/jaeger-agent:${AGENT}` },
  ];
}

/** Empty where there is no time to build it. */
async function jaegerV2Images(): Promise<LocalImage[]> {
  if (lackOfTime(jaegerV2) !== undefined) return [];
  const image = async (program: GoProgram, entrypoint: string): Promise<LocalImage> => ({
    name: `docker.io/jaegertracing/${program.name}:${program.version}`,
    program: await goProgram(program),
    entrypoint,
    user: JAEGER_USER,
  });
  return [
    {
      ...(await image(jaegerV2, '/cmd/jaeger/jaeger-linux')),
      // upstream's is built on Alpine, and a container of our pods counts on its shell
      files: Object.fromEntries(SHELL.map((path) => [path, path])),
      linked: SHELL,
    },
    await image(jaegerV2Cleaner, '/go/bin/es-index-cleaner-linux'),
    await image(jaegerV2Rollover, '/go/bin/es-rollover'),
  ];
}
