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

// upstream links the same values into both; the aggregation layer of 1.27 answers /version with the second
const kubernetesVersionPackages = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];

function kubernetes(name: string, minor: number, patch: number): GoProgram {
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
    apiServer: kubernetes('kube-apiserver', 27, 4),
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

/** Collectors by what their images are called: the core distribution, and the tracing components of contrib. */
export const collectors = {
  core: { name: 'otelcol', version: versions.collector },
  contrib: { name: 'otelcol-tracing', version: versions.collector },
} as const satisfies Record<string, CollectorProgram>;
