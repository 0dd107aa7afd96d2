import type { Protocol } from '../upstream/edge/protocols.ts';
import { exporterSenders } from './collector/exporters.ts';
import { type Collector, readCollectors } from './collector/instances.ts';
import { type Listener, readListeners } from './collector/listeners.ts';
import type { Sender } from './edge/senders.ts';
import { readServices, ServiceIndex } from './edge/services.ts';
import { type Edge, readEdges } from './edge/targets.ts';
import { type UsedEdge, usedEdges } from './edge/used-edges.ts';
import {
  type ElasticsearchClient,
  elasticsearchSenders,
  readElasticsearchClients,
} from './elasticsearch/clients.ts';
import { readIndexJobClients } from './elasticsearch/index-job-clients.ts';
import { datasourceSenders, type Grafana, readGrafana } from './grafana/datasources.ts';
import { type Injection, readInjections } from './instrumentation/injections.ts';
import {
  type Instrumentation,
  instrumentationSenders,
  readInstrumentations,
} from './instrumentation/instances.ts';
import { agentSenders } from './jaeger/agent-senders.ts';
import { type Jaeger, readJaegers } from './jaeger/instances.ts';
import { kafkaSenders } from './jaeger/kafka.ts';
import { type ManifestObject, type ObjectIndex, readObjects } from './kubernetes/objects.ts';
import { readWorkloads, type Workload } from './kubernetes/workloads.ts';
import { type CustomResource, readCustomResources } from './operator/custom-resources.ts';
import {
  type Certificate,
  type Operator,
  readCertificates,
  readOperators,
  readWebhooks,
  type Webhook,
} from './operator/installed.ts';
import { type Requirement, readUnmetRequirements } from './operator/requirements.ts';
import { readVersions, type Versions } from './operator/versions.ts';
import { prometheusSenders } from './prometheus/senders.ts';
import { workloadSenders } from './sdk/senders.ts';
import {
  readTekton,
  readTektonControllers,
  type TektonController,
  type TektonTracing,
  tektonSenders,
} from './tekton/tracing.ts';
import { readThanos, type ThanosTracing, thanosSenders } from './thanos/tracing.ts';

/** The tracing stack as the cluster will see it. */
export interface Model {
  /** All objects, in the order of application, findable by kind and name. */
  readonly objects: ObjectIndex;
  /** Releases that the manifests tell. */
  readonly versions: Versions;
  /** Objects of the operators' kinds, with the schemas that the API server holds against them. */
  readonly customResources: readonly CustomResource[];
  /** Everything that makes pods. */
  readonly workloads: readonly Workload[];
  /** Operators that the manifests install, cert-manager among them. */
  readonly operators: readonly Operator[];
  readonly webhooks: readonly Webhook[];
  readonly certificates: readonly Certificate[];
  /** What objects say that the cluster must have, and the manifests do not bring. */
  readonly requirements: readonly Requirement[];
  /** Collectors, run by the OpenTelemetry operator or by a workload of the manifests; Jaeger v2 is one. */
  readonly collectors: readonly Collector[];
  /** Ports that collectors listen on. */
  readonly listeners: readonly Listener[];
  /** Jaeger v1 instances. */
  readonly jaegers: readonly Jaeger[];
  /** Services, written and derived. */
  readonly services: ServiceIndex;
  readonly thanos: readonly ThanosTracing[];
  readonly tektonControllers: readonly TektonController[];
  readonly tekton: readonly TektonTracing[];
  readonly instrumentations: readonly Instrumentation[];
  /** What annotations inject into workloads, and annotations where nobody reads them. */
  readonly injections: readonly Injection[];
  readonly grafana: Grafana;
  readonly elasticsearchClients: readonly ElasticsearchClient[];
  /** Senders joined to the receivers that their addresses resolve to. */
  readonly edges: readonly Edge[];
  /** The edges in use, with a name for their client. */
  readonly usedEdges: readonly UsedEdge[];
}

/** Reads any set of Kubernetes objects as one cluster, in the order in which they are applied. */
export function readModel(manifests: readonly ManifestObject[]): Model {
  const objects = readObjects(manifests);
  const workloads = readWorkloads(objects);
  const operators = readOperators(workloads);
  const versions = readVersions(objects, operators);
  const collectors = readCollectors(objects, workloads, versions);
  const listeners = collectors.flatMap(readListeners);
  const jaegers = readJaegers(objects, versions);
  const services = new ServiceIndex(
    readServices(objects, workloads, collectors, jaegers, listeners),
  );
  const thanos = readThanos(objects, workloads);
  const tektonControllers = readTektonControllers(workloads);
  const tekton = readTekton(objects, tektonControllers);
  const instrumentations = readInstrumentations(objects, versions.otelOperator);
  const injections = readInjections(objects, workloads, instrumentations, collectors);
  const grafana = readGrafana(objects);
  const elasticsearchClients = [
    ...readElasticsearchClients(jaegers, collectors),
    ...readIndexJobClients(jaegers, workloads),
  ];
  const injected = injectedLanguages(injections);
  const agents = agentProtocols(injections);
  const certificates = readCertificates(objects);
  const senders: Sender[] = [
    ...collectors.flatMap(exporterSenders),
    ...thanos.flatMap(thanosSenders),
    ...tekton.flatMap(tektonSenders),
    ...instrumentations.flatMap((instrumentation) =>
      instrumentationSenders(instrumentation, injected.get(instrumentation) ?? new Set()),
    ),
    ...workloads.flatMap((workload) => workloadSenders(objects, workload, agents.get(workload))),
    ...workloads.flatMap(agentSenders),
    ...prometheusSenders(objects),
    ...grafana.datasources.flatMap(datasourceSenders),
    ...elasticsearchClients.flatMap(elasticsearchSenders),
    ...jaegers.flatMap(kafkaSenders),
  ];
  const edges = readEdges(senders, { objects, services, collectors, jaegers });
  return {
    objects,
    versions,
    customResources: readCustomResources(objects, versions),
    workloads,
    operators,
    webhooks: readWebhooks(objects),
    certificates,
    requirements: readUnmetRequirements({ objects, operators, certificates }),
    collectors,
    listeners,
    jaegers,
    services,
    thanos,
    tektonControllers,
    tekton,
    instrumentations,
    injections,
    grafana,
    elasticsearchClients,
    edges,
    usedEdges: usedEdges(edges),
  };
}

function injectedLanguages(injections: readonly Injection[]): Map<Instrumentation, Set<string>> {
  const languages = new Map<Instrumentation, Set<string>>();
  for (const { target, injects } of injections) {
    if (target?.status !== 'found' || !target.instrumentation) continue;
    const known = languages.get(target.instrumentation);
    if (known) known.add(injects);
    else languages.set(target.instrumentation, new Set([injects]));
  }
  return languages;
}

/** What agents speak that are injected into workloads; workloads of several languages are left out. */
function agentProtocols(injections: readonly Injection[]): Map<Workload, Protocol | undefined> {
  const protocols = new Map<Workload, Protocol | undefined>();
  for (const { target, injects, workload } of injections) {
    if (target?.status !== 'found' || !target.instrumentation || !workload) continue;
    const { protocol } =
      target.instrumentation.languages.find(({ language }) => language === injects) ?? {};
    protocols.set(workload, protocols.has(workload) ? undefined : protocol);
  }
  return protocols;
}
