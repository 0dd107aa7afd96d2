import { versions } from '../../../src/upstream/operator/versions.ts';

/** A program that is built from a Go module pinned in a folder of `tools/`. */
export interface GoProgram {
  /** File name of the binary. */
  readonly name: string;
  /** Release that is built, as it is shown. */
  readonly version: string;
  /** Folder below `tools/` with `go.mod` and `go.sum`. */
  readonly tool: string;
  /** Import path of its main package. */
  readonly mainPackage: string;
  /** Variables that the upstream Makefile sets when linking, by qualified name. */
  readonly linkedValues: Readonly<Record<string, string>>;
  /** Build tags that upstream builds it with, and without which it does not work. @default - none */
  readonly tags?: readonly string[];
  /**
   * About how long it takes to build on two cores, of a program that is left out where there is no time for it.
   *
   * @default - it is always built
   */
  readonly buildMinutes?: number;
  /**
   * False where `tools/` has no `go.sum`; go then takes the checksums from its public database.
   *
   * @default true
   */
  readonly locked?: boolean;
}

/** A collector that the official builder assembles from `tools/<name>/builder.yaml`, `go.mod` and `go.sum`. */
export interface CollectorProgram {
  /** File name of the binary and folder below `tools/`. */
  readonly name: string;
  /** Release of the collector and its components. */
  readonly version: string;
}

/** A Java program of one class, compiled with what `tools/<tool>/pom.xml` takes from Maven Central. */
export interface JavaProgram {
  /** Folder of its classes in the cache. */
  readonly name: string;
  /** Release of what it runs. */
  readonly version: string;
  /** Folder below `tools/` with `pom.xml` and the source. */
  readonly tool: string;
  /** Its class, in no package. */
  readonly mainClass: string;
  /** Folder of the JDK that it needs. @default - the one on the path */
  readonly jdk?: string;
  /** Options of the virtual machine that it needs. @default - none */
  readonly options?: readonly string[];
}

// upstream links the same values into both; the aggregation layer of 1.27 answers /version with the second
const kubernetesVersionPackages = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];

/** A program of Kubernetes, linked as its Makefile does. */
export function kubernetes(name: string, minor: number, patch: number): GoProgram {
  const values = {
    gitVersion: `v1.${minor}.${patch}`,
    gitMajor: '1',
    gitMinor: `${minor}`,
    gitTreeState: 'clean',
  };
  return {
    name,
    version: `1.${minor}.${patch}`,
    tool: `kubernetes-1.${minor}`,
    mainPackage: `k8s.io/kubernetes/cmd/${name}`,
    linkedValues: Object.fromEntries(
      kubernetesVersionPackages.flatMap((linked) =>
        Object.entries(values).map(([variable, value]) => [`${linked}.${variable}`, value]),
      ),
    ),
  };
}

/** API servers and their controllers: the minor that cdk8s-plus-27 types, and the newest that the operators support. */
export const kubernetesReleases = {
  '1.27': {
    // the newest does for all but one part
    apiServer: { ...kubernetes('kube-apiserver', 27, 4), buildMinutes: 8 },
    controllerManager: kubernetes('kube-controller-manager', 27, 4),
  },
  '1.36': {
    apiServer: kubernetes('kube-apiserver', 36, 3),
    controllerManager: kubernetes('kube-controller-manager', 36, 3),
  },
} as const;

/** Client for all of them. */
export const kubectl: GoProgram = kubernetes('kubectl', 36, 3);

/** Storage of the API server. */
export const etcd: GoProgram = {
  name: 'etcd',
  version: '3.6.16',
  tool: 'etcd',
  mainPackage: 'go.etcd.io/etcd/server/v3',
  linkedValues: {},
};

const jaegerOperatorModule = 'github.com/jaegertracing/jaeger-operator';

/** Jaeger operator, linked as its Makefile does. */
export const jaegerOperator: GoProgram = {
  name: 'jaeger-operator',
  version: versions.jaegerOperator,
  tool: 'jaeger-operator',
  mainPackage: jaegerOperatorModule,
  linkedValues: {
    [`${jaegerOperatorModule}/pkg/version.version`]: versions.jaegerOperator,
    [`${jaegerOperatorModule}/pkg/version.defaultJaeger`]: versions.jaeger,
    // the agent left Jaeger after 1.62.0, the operator's Makefile stays there
    [`${jaegerOperatorModule}/pkg/version.defaultAgent`]: '1.62.0',
  },
};

const jaegerModule = 'github.com/jaegertracing/jaeger';

/**
 * Jaeger v2: the newest release that is a Go module. Later tags, of the form `v2.…`, are none, as the module path has no `/v2`.
 * Upstream releases it as both 1.76.0, which is its version as a module, and 2.13.0.
 */
export const jaegerV2: GoProgram = {
  name: 'jaeger',
  version: '2.13.0',
  tool: 'jaeger',
  buildMinutes: 25,
  mainPackage: `${jaegerModule}/cmd/jaeger`,
  linkedValues: { [`${jaegerModule}/internal/version.latestVersion`]: 'v2.13.0' },
};

function jaegerV1Program(name: string, folder = name): GoProgram {
  return {
    name,
    version: versions.jaeger,
    tool: 'jaeger-1.65',
    mainPackage: `${jaegerModule}/cmd/${folder}`,
    linkedValues: { [`${jaegerModule}/pkg/version.latestVersion`]: `v${versions.jaeger}` },
  };
}

/** What the Jaeger operator runs for a Jaeger v1 of the strategies production and streaming, and what tends its indices. */
export const jaegerV1 = {
  collector: { ...jaegerV1Program('jaeger-collector', 'collector'), buildMinutes: 7 },
  query: jaegerV1Program('jaeger-query', 'query'),
  ingester: jaegerV1Program('jaeger-ingester', 'ingester'),
  indexCleaner: jaegerV1Program('es-index-cleaner'),
  rollover: jaegerV1Program('es-rollover'),
} as const;

const otelOperatorModule = 'github.com/open-telemetry/opentelemetry-operator';

// the default images of what the operator makes for a collector are of the operator's own release
function otelOperator(version: string): GoProgram {
  const linked = ['version', 'otelCol', 'targetAllocator', 'operatorOpAMPBridge'];
  return {
    name: 'opentelemetry-operator',
    version,
    tool: `opentelemetry-operator-${version.replace(/\.0$/, '')}`,
    mainPackage: otelOperatorModule,
    linkedValues: Object.fromEntries(
      linked.map((variable) => [`${otelOperatorModule}/internal/version.${variable}`, version]),
    ),
  };
}

/**
 * OpenTelemetry operator: the release that the manifests install and, where that cannot be fetched, the newest before it that
 * the module proxy of the Go project serves and its checksum database knows.
 */
export const otelOperators: readonly [GoProgram, GoProgram] = [
  { ...otelOperator(versions.otelOperator), locked: false },
  otelOperator('0.148.0'),
];

/** Flux's controller of Kustomizations: the newest release that Go 1.26 builds. */
export const kustomizeController: GoProgram = {
  name: 'kustomize-controller',
  version: '1.9.6',
  tool: 'kustomize-controller',
  buildMinutes: 5,
  mainPackage: 'github.com/fluxcd/kustomize-controller',
  linkedValues: {},
};

/** Argo CD's health checks and waves: the newest release whose engine is a Go module that can be fetched. */
export const argocd: GoProgram = {
  name: 'argocd',
  version: '3.2.12',
  tool: 'argocd',
  buildMinutes: 4,
  mainPackage: '.',
  linkedValues: {},
};

/** Assembles collectors. */
export const collectorBuilder: GoProgram = {
  name: 'builder',
  version: versions.collector,
  tool: 'collector-builder',
  mainPackage: 'go.opentelemetry.io/collector/cmd/builder',
  linkedValues: {},
};

/** A collector of the article's time, with the components of its pipeline. */
export const articleCollector: GoProgram = {
  name: 'otelcol-0.88',
  version: '0.88.0',
  tool: 'otelcol-0.88',
  mainPackage: '.',
  linkedValues: {},
};

/** Sends spans, and counts what becomes of them. */
export const spanGenerator: GoProgram = {
  name: 'span-generator',
  version: '1',
  tool: 'span-generator',
  mainPackage: '.',
  linkedValues: {},
};

/** Collectors by what their images are called: the core distribution, and the tracing components of contrib. */
export const collectors = {
  core: { name: 'otelcol', version: versions.collector },
  contrib: { name: 'otelcol-tracing', version: versions.collector },
} as const satisfies Record<string, CollectorProgram>;

/** A search store in one process: the last Elasticsearch under the Apache licence. */
export const elasticsearch: JavaProgram = {
  name: 'elasticsearch',
  version: '7.10.2',
  tool: 'elasticsearch-7.10',
  mainClass: 'Store',
};
