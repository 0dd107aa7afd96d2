/**
 * Kubernetes types embedded in the custom resources, each with property names that tell it apart; a trailing `[]` is
 * a list of them. Our CRDs leave these open, because the API server checks them again in the object they end up in.
 */
export const kubernetesTypes = {
  Affinity: ['nodeAffinity', 'podAffinity', 'podAntiAffinity'],
  'Container[]': ['command', 'image', 'name', 'ports', 'resources'],
  DaemonSetUpdateStrategy: ['rollingUpdate', 'type'],
  DeploymentStrategy: ['rollingUpdate', 'type'],
  'EnvFromSource[]': ['configMapRef', 'prefix', 'secretRef'],
  'EnvVar[]': ['name', 'value', 'valueFrom'],
  HorizontalPodAutoscalerBehavior: ['scaleDown', 'scaleUp'],
  'HostAlias[]': ['hostnames', 'ip'],
  'IngressTLS[]': ['hosts', 'secretName'],
  LabelSelector: ['matchExpressions', 'matchLabels'],
  Lifecycle: ['postStart', 'preStop'],
  'LocalObjectReference[]': ['name'],
  'PersistentVolumeClaim[]': ['apiVersion', 'kind', 'metadata', 'spec', 'status'],
  PersistentVolumeClaimTemplate: ['metadata', 'spec'],
  PodDNSConfig: ['nameservers', 'options', 'searches'],
  PodSecurityContext: ['fsGroup', 'supplementalGroups', 'sysctls'],
  PodsMetricSource: ['metric', 'target'],
  Probe: ['exec', 'httpGet', 'periodSeconds', 'tcpSocket'],
  ResourceRequirements: ['claims', 'limits', 'requests'],
  SecurityContext: ['capabilities', 'privileged', 'readOnlyRootFilesystem'],
  SessionAffinityConfig: ['clientIP'],
  StatefulSetPersistentVolumeClaimRetentionPolicy: ['whenDeleted', 'whenScaled'],
  'Toleration[]': ['effect', 'key', 'operator', 'tolerationSeconds', 'value'],
  'TopologySpreadConstraint[]': ['maxSkew', 'topologyKey', 'whenUnsatisfiable'],
  'Volume[]': ['configMap', 'emptyDir', 'hostPath', 'name', 'secret'],
  'VolumeMount[]': ['mountPath', 'name', 'subPathExpr'],
} as const satisfies Record<string, readonly string[]>;

/** Name of an embedded Kubernetes type. */
export type KubernetesType = keyof typeof kubernetesTypes;

/** Embedded types by field path; items of an array are `[]`, values of a map are `.*`. */
export type EmbeddedTypes = Readonly<Record<string, KubernetesType>>;

/** The same fields below another path. */
function under(path: string, fields: EmbeddedTypes): EmbeddedTypes {
  return Object.fromEntries(
    Object.entries(fields).map(([name, type]) => [`${path}.${name}`, type]),
  );
}

const workload: EmbeddedTypes = {
  affinity: 'Affinity',
  env: 'EnvVar[]',
  podSecurityContext: 'PodSecurityContext',
  resources: 'ResourceRequirements',
  securityContext: 'SecurityContext',
  tolerations: 'Toleration[]',
  topologySpreadConstraints: 'TopologySpreadConstraint[]',
};

const pod: EmbeddedTypes = {
  ...workload,
  envFrom: 'EnvFromSource[]',
  volumeMounts: 'VolumeMount[]',
  volumes: 'Volume[]',
};

const podWithContainers: EmbeddedTypes = {
  ...pod,
  additionalContainers: 'Container[]',
  initContainers: 'Container[]',
  lifecycle: 'Lifecycle',
};

const network: EmbeddedTypes = {
  hostAliases: 'HostAlias[]',
  podDnsConfig: 'PodDNSConfig',
  sessionAffinityConfig: 'SessionAffinityConfig',
};

const collector: EmbeddedTypes = {
  ...under('spec', podWithContainers),
  'spec.autoscaler.behavior': 'HorizontalPodAutoscalerBehavior',
  'spec.autoscaler.metrics[].pods': 'PodsMetricSource',
  'spec.deploymentUpdateStrategy': 'DeploymentStrategy',
  'spec.ingress.tls': 'IngressTLS[]',
  'spec.volumeClaimTemplates': 'PersistentVolumeClaim[]',
  ...under('spec.targetAllocator', workload),
};

const selectors: EmbeddedTypes = {
  podMonitorNamespaceSelector: 'LabelSelector',
  podMonitorSelector: 'LabelSelector',
  probeNamespaceSelector: 'LabelSelector',
  probeSelector: 'LabelSelector',
  scrapeConfigNamespaceSelector: 'LabelSelector',
  scrapeConfigSelector: 'LabelSelector',
  serviceMonitorNamespaceSelector: 'LabelSelector',
  serviceMonitorSelector: 'LabelSelector',
};

const agent: EmbeddedTypes = {
  env: 'EnvVar[]',
  resourceRequirements: 'ResourceRequirements',
  volumeClaimTemplate: 'PersistentVolumeClaimTemplate',
};

const jaegerComponent: EmbeddedTypes = {
  affinity: 'Affinity',
  containerSecurityContext: 'SecurityContext',
  imagePullSecrets: 'LocalObjectReference[]',
  livenessProbe: 'Probe',
  resources: 'ResourceRequirements',
  securityContext: 'PodSecurityContext',
  tolerations: 'Toleration[]',
  volumeMounts: 'VolumeMount[]',
  volumes: 'Volume[]',
};

const jaegerDeployment: EmbeddedTypes = { ...jaegerComponent, strategy: 'DeploymentStrategy' };

/** Every place where our CRDs are open and upstream's are not, by kind and version. */
export const embeddedTypes: Readonly<Record<string, EmbeddedTypes>> = {
  'OpenTelemetryCollector v1beta1': {
    ...collector,
    ...under('spec', network),
    ...under('spec.targetAllocator.prometheusCR', selectors),
    'spec.daemonSetUpdateStrategy': 'DaemonSetUpdateStrategy',
    'spec.persistentVolumeClaimRetentionPolicy': 'StatefulSetPersistentVolumeClaimRetentionPolicy',
  },
  'OpenTelemetryCollector v1alpha1': {
    ...collector,
    'spec.updateStrategy': 'DaemonSetUpdateStrategy',
  },
  'TargetAllocator v1alpha1': {
    ...under('spec', podWithContainers),
    ...under('spec', network),
    ...under('spec.prometheusCR', selectors),
    'spec.livenessProbe': 'Probe',
    'spec.readinessProbe': 'Probe',
  },
  'OpAMPBridge v1alpha1': {
    ...under('spec', pod),
    'spec.podDnsConfig': 'PodDNSConfig',
  },
  'Instrumentation v1alpha1': {
    'spec.env': 'EnvVar[]',
    'spec.initContainerSecurityContext': 'SecurityContext',
    ...under('spec.apacheHttpd', { ...agent, attrs: 'EnvVar[]' }),
    ...under('spec.dotnet', agent),
    ...under('spec.go', { ...agent, securityContext: 'SecurityContext' }),
    'spec.java.env': 'EnvVar[]',
    'spec.java.resources': 'ResourceRequirements',
    'spec.java.volumeClaimTemplate': 'PersistentVolumeClaimTemplate',
    ...under('spec.nginx', { ...agent, attrs: 'EnvVar[]' }),
    ...under('spec.nodejs', agent),
    ...under('spec.python', agent),
  },
  'Jaeger v1': {
    ...under('spec', jaegerComponent),
    ...under('spec.agent', jaegerComponent),
    'spec.agent.sidecarSecurityContext': 'SecurityContext',
    ...under('spec.allInOne', jaegerDeployment),
    ...under('spec.collector', { ...jaegerDeployment, lifecycle: 'Lifecycle' }),
    ...under('spec.ingester', jaegerDeployment),
    ...under('spec.ingress', { ...jaegerComponent, tls: 'IngressTLS[]' }),
    ...under('spec.query', jaegerDeployment),
    'spec.storage.cassandraCreateSchema.affinity': 'Affinity',
    ...under('spec.storage.dependencies', jaegerComponent),
    'spec.storage.elasticsearch.proxyResources': 'ResourceRequirements',
    'spec.storage.elasticsearch.resources': 'ResourceRequirements',
    'spec.storage.elasticsearch.tolerations': 'Toleration[]',
    ...under('spec.storage.esIndexCleaner', jaegerComponent),
    ...under('spec.storage.esRollover', jaegerComponent),
  },
};
