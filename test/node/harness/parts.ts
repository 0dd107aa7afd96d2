import { join } from 'node:path';
import { build } from 'esbuild';
import { versions } from '../../../src/upstream/operator/versions.ts';
import { collectorProgram, goProgram, ModuleUnavailable } from '../../cluster/harness/build.ts';
import type { ControlPlanePrograms } from '../../cluster/harness/control-plane.ts';
import { classPath } from '../../cluster/harness/java.ts';
import type { OperatorReleases } from '../../cluster/harness/operators.ts';
import {
  collectors,
  elasticsearch,
  etcd,
  type GoProgram,
  jaegerOperator,
  jaegerV1,
  kubectl,
  kubernetesReleases,
  otelOperators,
} from '../../cluster/harness/programs.ts';
import { type CertManagerParts, certManagerCrds } from './cert-manager.ts';
import { sandboxImage } from './container-runtime.ts';
import type { LocalImage } from './images.ts';
import type { NodePrograms } from './node.ts';
import {
  certManagerController,
  certManagerInjector,
  coredns,
  kubelet,
  kubeProxy,
  scheduler,
  standIn,
} from './programs.ts';

/** All that a cluster of one node is put together from, as paths on this machine. */
export interface Parts {
  readonly plane: ControlPlanePrograms;
  readonly node: NodePrograms;
  readonly images: readonly LocalImage[];
  /** What the stack needs besides; unset when nothing is tested of it. */
  readonly stack?: StackParts;
}

/** What the stack stands on, and stand-ins under the names of upstream's images. */
export interface StackParts {
  readonly certManager: CertManagerParts;
  readonly images: readonly LocalImage[];
  /** Operators of another release than the manifests ask for. */
  readonly releases: OperatorReleases;
  /** What is not what its name says, one line each. */
  readonly substitutes: readonly string[];
}

/** Image of a program that answers that it is well, where it is told to. */
export const standInImage = 'localhost/stand-in:1';
/** Image of Node. */
export const nodeImage = 'localhost/node:1';
/** Name of the image that sends spans. */
export const senderImage = 'localhost/sender:1';
const SENDER = '/sender.cjs';
/** Command of the pod that sends, before its arguments. */
export const senderCommand = ['/usr/bin/node', SENDER];

const JAEGER_USER = '10001';
const COLLECTOR_COMMAND = ['--config', '/etc/otelcol/config.yaml'];
const COLLECTOR_IMAGES =
  'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector';

/** Builds or finds what makes a node, one program after the other. */
export async function nodeParts(): Promise<Parts> {
  const { apiServer, controllerManager } = kubernetesReleases['1.36'];
  const program = await goProgram(standIn);
  const user = '65535:65535';
  return {
    plane: {
      etcd: await goProgram(etcd),
      apiServer: await goProgram(apiServer),
      controllerManager: await goProgram(controllerManager),
      kubectl: await goProgram(kubectl),
    },
    node: {
      kubelet: await goProgram(kubelet),
      kubeProxy: await goProgram(kubeProxy),
      scheduler: await goProgram(scheduler),
      coredns: await goProgram(coredns),
    },
    images: [
      { name: sandboxImage, program, entrypoint: '/stand-in', user },
      { name: standInImage, program, entrypoint: '/stand-in', user },
      { name: nodeImage, program: process.execPath, entrypoint: '/node', user },
    ],
  };
}

/**
 * Builds or finds what the stack needs besides.
 *
 * @param folder of this run, for what is made anew each time
 */
export async function stackParts(folder: string): Promise<StackParts> {
  const certManager = {
    controller: await goProgram(certManagerController),
    injector: await goProgram(certManagerInjector),
    crds: await certManagerCrds(),
  };
  await classPath(elasticsearch);
  const [wanted] = otelOperators;
  const otelOperator = await newestOf(otelOperators);
  const isOther = otelOperator.version !== wanted.version;
  const tags = [...new Set([versions.collector, otelOperator.version])];
  return {
    certManager,
    images: await images(otelOperator, tags, await bundledSender(folder)),
    releases: isOther ? { 'opentelemetry-operator': otelOperator.version } : {},
    substitutes: [
      ...(isOther
        ? [
            `opentelemetry-operator:${wanted.version} is ${otelOperator.version}; ${wanted.version} cannot be fetched here`,
          ]
        : []),
      // the operator gives a collector without an image that of its own release
      ...tags
        .filter((tag) => tag !== versions.collector)
        .map((tag) => `opentelemetry-collector:${tag} is ${versions.collector}`),
      'opentelemetry-collector-contrib has the tracing components alone',
      `kube-rbac-proxy:v${versions.kubeRbacProxy} is a program that only waits; nothing listens on its port, which is for metrics`,
      'thanos:v0.42.4 is a program that answers probes, and sends nothing',
      `Elasticsearch is ${elasticsearch.version} in one process, cert-manager ${certManagerController.version} runs beside the control plane and without its own webhook`,
    ],
  };
}

/** The program that sends spans, in one file. */
async function bundledSender(folder: string): Promise<string> {
  const outfile = join(folder, 'sender.cjs');
  await build({
    entryPoints: ['test/node/fixtures/sender.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  return outfile;
}

/** The first of several releases that can be built here. */
async function newestOf(releases: readonly GoProgram[]): Promise<GoProgram> {
  for (const program of releases.slice(0, -1)) {
    try {
      await goProgram(program);
      return program;
    } catch (error) {
      if (!(error instanceof ModuleUnavailable)) throw error;
    }
  }
  const last = releases.at(-1);
  if (last === undefined) throw new Error('there must be a release to choose');
  return last;
}

/** Images under upstream's names and tags, with upstream's entry points and users. */
async function images(
  otelOperator: GoProgram,
  collectorTags: readonly string[],
  sender: string,
): Promise<LocalImage[]> {
  const waits = await goProgram(standIn);
  const collector = await collectorProgram(collectors.core);
  const jaegerImage = async (name: string, program: GoProgram): Promise<LocalImage> => ({
    name: `docker.io/jaegertracing/jaeger-${name}:${versions.jaeger}`,
    program: await goProgram(program),
    entrypoint: `/go/bin/${name}-linux`,
    user: JAEGER_USER,
  });
  return [
    {
      name: `ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator:${versions.otelOperator}`,
      program: await goProgram(otelOperator),
      entrypoint: '/manager',
      user: '65532:65532',
    },
    {
      name: `quay.io/jaegertracing/jaeger-operator:${versions.jaegerOperator}`,
      program: await goProgram(jaegerOperator),
      entrypoint: '/jaeger-operator',
      user: '1001:1001',
    },
    {
      name: `quay.io/brancz/kube-rbac-proxy:v${versions.kubeRbacProxy}`,
      program: waits,
      entrypoint: '/usr/local/bin/kube-rbac-proxy',
      user: '65532:65532',
    },
    ...collectorTags.map((tag) => ({
      name: `${COLLECTOR_IMAGES}:${tag}`,
      program: collector,
      entrypoint: '/otelcol',
      command: COLLECTOR_COMMAND,
      user: '10001',
    })),
    {
      name: `docker.io/otel/opentelemetry-collector-contrib:${versions.collector}`,
      program: await collectorProgram(collectors.contrib),
      entrypoint: '/otelcol-contrib',
      command: ['--config', '/etc/otelcol-contrib/config.yaml'],
      user: '10001',
    },
    await jaegerImage('collector', jaegerV1.collector),
    await jaegerImage('query', jaegerV1.query),
    await jaegerImage('es-index-cleaner', jaegerV1.indexCleaner),
    {
      name: 'quay.io/thanos/thanos:v0.42.4',
      program: waits,
      entrypoint: '/bin/thanos',
      user: '1001',
    },
    {
      name: senderImage,
      program: process.execPath,
      entrypoint: '/usr/bin/node',
      files: { [SENDER]: sender },
      user: '10001',
    },
  ];
}
