import { join } from 'node:path';
import { build } from 'esbuild';
import { versions } from '../../../src/upstream/operator/versions.ts';
import { goProgram, ModuleUnavailable } from '../../cluster/harness/build.ts';
import type { ControlPlanePrograms } from '../../cluster/harness/control-plane.ts';
import { fetchForeignKinds } from '../../cluster/harness/foreign-kinds.ts';
import { classPath } from '../../cluster/harness/java.ts';
import type { OperatorReleases } from '../../cluster/harness/operators.ts';
import {
  elasticsearch,
  etcd,
  type GoProgram,
  kubectl,
  kubernetesReleases,
  otelOperators,
  spanGenerator,
} from '../../cluster/harness/programs.ts';
import type { KeyPair } from '../../cluster/harness/self-signed.ts';
import { type CertManagerParts, certManagerParts } from './cert-manager.ts';
import { sandboxImage } from './container-runtime.ts';
import { dnsImage } from './dns.ts';
import type { LocalImage } from './images.ts';
import { javaImages, javaShop } from './java-images.ts';
import { kafka } from './kafka.ts';
import type { NodePrograms } from './node.ts';
import { nodeImages } from './node-images.ts';
import { openSearchPrograms } from './opensearch.ts';
import {
  certManagerController,
  coredns,
  kubelet,
  kubeProxy,
  kubeRouter,
  scheduler,
  standIn,
} from './programs.ts';
import { pythonImages } from './python-images.ts';
import { receiverCertificate } from './receivers.ts';
import { collectorTags, stackImages, withMirrors } from './stack-images.ts';
import { type TektonParts, tektonParts } from './tekton.ts';
import { type ThanosParts, thanosParts } from './thanos.ts';

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
  readonly thanos: ThanosParts;
  readonly tekton: TektonParts;
  readonly images: readonly LocalImage[];
  /** What receivers of spans outside of the cluster show, and collectors trust. */
  readonly receivers: KeyPair;
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
/** Name of the image that sends many spans. */
export const generatorImage = 'localhost/span-generator:1';
/** Command of the pod that sends, before its arguments. */
export const senderCommand = ['/usr/bin/node', SENDER];

/** Builds or finds a control plane. */
export async function planePrograms(): Promise<ControlPlanePrograms> {
  const { apiServer, controllerManager } = kubernetesReleases['1.36'];
  return {
    etcd: await goProgram(etcd),
    apiServer: await goProgram(apiServer),
    controllerManager: await goProgram(controllerManager),
    kubectl: await goProgram(kubectl),
  };
}

/** Builds or finds what makes a node, one program after the other. */
export async function nodeParts(): Promise<Parts> {
  const program = await goProgram(standIn);
  const user = '65535:65535';
  return {
    plane: await planePrograms(),
    node: {
      kubelet: await goProgram(kubelet),
      kubeProxy: await goProgram(kubeProxy),
      scheduler: await goProgram(scheduler),
      kubeRouter: await goProgram(kubeRouter),
    },
    images: [
      { name: sandboxImage, program, entrypoint: '/stand-in', user },
      { name: standInImage, program, entrypoint: '/stand-in', user },
      { name: nodeImage, program: process.execPath, entrypoint: '/node', user },
      // by its own user it may not listen on port 53
      { name: dnsImage, program: await goProgram(coredns), entrypoint: '/coredns', user: '0:0' },
    ],
  };
}

/**
 * Builds or finds what the stack needs besides.
 *
 * @param folder of this run, for what is made anew each time
 * @param examples whether other stacks than the default one are applied
 */
export async function stackParts(folder: string, examples: boolean): Promise<StackParts> {
  const certManager = await certManagerParts();
  await classPath(elasticsearch);
  await classPath(kafka);
  if (examples) {
    await fetchForeignKinds();
    await openSearchPrograms();
  }
  const [wanted] = otelOperators;
  const otelOperator = await newestOf(otelOperators);
  const isOther = otelOperator.version !== wanted.version;
  const tags = collectorTags(otelOperator);
  const thanos = await thanosParts();
  const tekton = await tektonParts();
  const sender = {
    name: senderImage,
    program: process.execPath,
    entrypoint: '/usr/bin/node',
    files: { [SENDER]: await bundledSender(folder) },
    user: '10001',
  };
  const java = await javaImages();
  const authorities = await receiverCertificate(folder);
  const generator = {
    name: generatorImage,
    program: await goProgram(spanGenerator),
    entrypoint: '/span-generator',
    user: '10001',
  };
  return {
    certManager,
    thanos,
    tekton,
    images: [
      ...(await stackImages(otelOperator, authorities.path)),
      withMirrors(thanos.image),
      ...tekton.images,
      ...java,
      ...(await nodeImages()),
      ...(await pythonImages()),
      sender,
      generator,
    ],
    receivers: authorities.pair,
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
      'opentelemetry-collector-k8s and -contrib have the tracing components alone, those of contrib',
      `kube-rbac-proxy:v${versions.kubeRbacProxy} is a program that only waits; nothing listens on its port, which is for metrics`,
      `autoinstrumentation-java:0.0.0, which an operator without its release asks for, is ${javaShop.version}`,
      'jaeger-agent:1.62.0 is a program that only waits',
      ...(thanos.lacking ? [`thanos is a program that answers probes: ${thanos.lacking}`] : []),
      ...(tekton.lacking ? [`Tekton's controller does not run: ${tekton.lacking}`] : []),
      ...(tekton.manifests
        ? ["Tekton's webhook does not run, which its controller can do without"]
        : []),
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
