/** Containers of a custom resource that are written with their environment, and without a pod template around them. */
interface EnvironmentPlaces {
  readonly kind: string;
  readonly group: string;
  /** Paths of the containers by what they are called, which may name themselves; `*` stands for each of a list. */
  readonly containers: Readonly<Record<string, readonly string[]>>;
  /** Whether it may be run in another namespace than it is in, such as by a resolver. */
  readonly runsElsewhere?: boolean;
  /** Field that must be `opentelemetry`, or the program makes no spans. */
  readonly switchedBy?: readonly string[];
}

const tracing = ['spec', 'tracing', 'type'];
const kafka = (kind: string, name: string, field: string): EnvironmentPlaces => ({
  kind,
  group: 'kafka.strimzi.io',
  containers: { [name]: ['spec', 'template', field] },
  switchedBy: tracing,
});
const argo = (kind: string, ...spec: readonly string[]): EnvironmentPlaces => ({
  kind,
  group: 'argoproj.io',
  containers: {
    main: [...spec, 'templates', '*', 'container'],
    script: [...spec, 'templates', '*', 'script'],
  },
});

/**
 * Custom resources whose containers are told their environment.
 *
 * Source: strimzi-kafka-operator 0.45.0 api ContainerTemplate, KafkaConnectTemplate, KafkaBridgeTemplate, Tracing; spark-operator v2.1.0
 * api/v1beta2/sparkapplication_types.go; argo-workflows v3.6.0 pkg/apis/workflow/v1alpha1; tektoncd/pipeline v1.0.0
 * pkg/apis/pipeline/v1/{task,container}_types.go.
 */
export const environmentPlaces: readonly EnvironmentPlaces[] = [
  kafka('KafkaConnect', 'connect', 'connectContainer'),
  kafka('KafkaMirrorMaker2', 'connect', 'connectContainer'),
  kafka('KafkaBridge', 'bridge', 'bridgeContainer'),
  {
    kind: 'SparkApplication',
    group: 'sparkoperator.k8s.io',
    containers: { driver: ['spec', 'driver'], executor: ['spec', 'executor'] },
  },
  argo('Workflow', 'spec'),
  argo('WorkflowTemplate', 'spec'),
  argo('CronWorkflow', 'spec', 'workflowSpec'),
  {
    kind: 'Task',
    group: 'tekton.dev',
    containers: { step: ['spec', 'steps', '*'] },
    runsElsewhere: true,
  },
];
