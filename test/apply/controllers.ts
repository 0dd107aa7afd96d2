import { titleOf } from '../../src/model/kubernetes/reference.ts';
import type { Model } from '../../src/model/model.ts';
import {
  at,
  list,
  number,
  record,
  text,
  type UnknownRecord,
} from '../../src/upstream/values/unknown.ts';
import { printYaml } from '../../src/yaml.ts';
import type { MemoryCluster } from '../verify/memory-cluster.ts';
import { tls } from '../verify/programs.ts';
import { addEndpoints, addWorkload, certificateFor } from '../verify/stack.ts';
import { type Controllers, titleIn } from './stand-in.ts';

/** What is broken. */
export interface Faults {
  /** Titles of workloads whose pods never get ready. */
  readonly falling: Set<string>;
  /** Titles of what no controller looks at. */
  readonly ignored: Set<string>;
}

const webhookServices: Readonly<Record<string, string>> = {
  'opentelemetry-operator-controller-manager': 'opentelemetry-operator-webhook-service',
  'jaeger-operator': 'jaeger-operator-webhook-service',
};

/** Controllers of Kubernetes, cert-manager and both operators, who do their work a moment after they are asked. */
export class Operators implements Controllers {
  readonly faults: Faults = { falling: new Set(), ignored: new Set() };
  private readonly cluster: MemoryCluster;
  private readonly model: Model;
  private readonly lag: number;

  /** @param lag - milliseconds */
  constructor(cluster: MemoryCluster, model: Model, lag = 20) {
    this.cluster = cluster;
    this.model = model;
    this.lag = lag;
  }

  applied(object: UnknownRecord): void {
    const title = titleIn(object);
    if (this.faults.ignored.has(title)) return;
    setTimeout(() => this.work(title), this.lag);
  }

  deleted(title: string): void {
    for (const gone of [title, ...this.madeOf(title)]) {
      setTimeout(() => {
        for (const left of [gone, ...this.podsOf(gone)]) {
          if (this.cluster.get(left)) this.cluster.remove(left);
        }
      }, this.lag);
    }
  }

  private podsOf(title: string): string[] {
    const [kind = '', place = ''] = title.split(' ');
    if (!['Deployment', 'StatefulSet'].includes(kind)) return [];
    return this.cluster
      .all()
      .map(titleIn)
      .filter((pod) => pod.startsWith(`Pod ${place}-`));
  }

  private async work(title: string): Promise<void> {
    const object = this.cluster.get(title);
    if (!object) return;
    const status = (value: UnknownRecord) => this.cluster.change(title, ['status'], value);
    const condition = (type: string) => status({ conditions: [{ type, status: 'True' }] });
    switch (object.kind) {
      case 'CustomResourceDefinition':
        return condition('Established');
      case 'Certificate':
        return condition('Ready');
      case 'Job':
        return condition('Complete');
      case 'MutatingWebhookConfiguration':
      case 'ValidatingWebhookConfiguration':
        return this.injectCa(title, object);
      case 'Deployment':
      case 'StatefulSet':
        return this.rollOut(title, object);
      case 'OpenTelemetryCollector':
        status({ version: '0.158.0', observedGeneration: at(object, 'metadata', 'generation') });
        return this.make(title);
      case 'Jaeger':
        status({ version: '1.65.0', phase: 'Running' });
        return this.make(title);
    }
  }

  private async rollOut(title: string, object: UnknownRecord): Promise<void> {
    const metadata = record(object.metadata);
    const [name, namespace] = [text(metadata.name) ?? '', text(metadata.namespace) ?? ''];
    const replicas = number(at(object, 'spec', 'replicas')) ?? 1;
    const spec = record(at(object, 'spec', 'template', 'spec'));
    addWorkload(this.cluster, text(object.kind) ?? '', namespace, name, { replicas, spec });
    const falls = this.faults.falling.has(title);
    const ready = falls ? 0 : replicas;
    this.cluster.change(title, ['status'], {
      observedGeneration: metadata.generation,
      replicas,
      updatedReplicas: replicas,
      readyReplicas: ready,
      availableReplicas: ready,
    });
    if (falls) this.fall(namespace, `${name}-0`);
    const service = webhookServices[name];
    if (service === undefined || falls) return;
    const { cert, private: key } = await certificateFor(`${service}.${namespace}.svc`);
    addEndpoints(this.cluster, namespace, service, [{ name: '', port: 9443 }], [`${name}-0`]);
    this.cluster.listen(`${name}-0`, 9443, tls({ cert, private: key }));
  }

  private fall(namespace: string, pod: string): void {
    this.cluster.change(`Pod ${namespace}/${pod}`, ['status'], {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
      containerStatuses: [
        {
          name: 'main',
          ready: false,
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { exitCode: 1, reason: 'Error' } },
        },
      ],
    });
    this.cluster.log(pod, 'starting\nerror: no Elasticsearch node available');
    this.cluster.put({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { namespace, name: `${pod}.1` },
      involvedObject: { kind: 'Pod', name: pod },
      reason: 'BackOff',
      message: 'Back-off restarting failed container',
      lastTimestamp: '2026-01-01T00:00:00Z',
    });
  }

  private async injectCa(title: string, object: UnknownRecord): Promise<void> {
    for (const [index, webhook] of list(object.webhooks).entries()) {
      const service = record(at(webhook, 'clientConfig', 'service'));
      const { cert } = await certificateFor(`${service.name}.${service.namespace}.svc`);
      const path = ['webhooks', index, 'clientConfig', 'caBundle'];
      this.cluster.change(title, path, Buffer.from(cert).toString('base64'));
    }
  }

  /** What an operator makes of a custom resource. */
  private make(title: string): void {
    const { collectors, jaegers } = this.model;
    const collector = collectors.find(({ object }) => titleOf(object) === title);
    const resource = collector ?? jaegers.find(({ object }) => titleOf(object) === title);
    if (!resource) return;
    const { namespace } = resource;
    const map = `${resource.objects.find(({ hashed }) => hashed)?.name}${hash}`;
    if (collector) {
      this.cluster.put({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: map, namespace, ownerReferences: [{ name: resource.name }] },
        data: { 'collector.yaml': printYaml([collector.config?.value]) },
      });
    }
    for (const { kind, name, hashed } of resource.objects) {
      if (hashed) continue;
      if (this.faults.ignored.has(`${kind} ${namespace}/${name}`)) continue;
      const workload = kind === 'Deployment';
      const volumes = [{ name: 'otc-internal', configMap: { name: map } }];
      const spec = {
        template: { spec: { containers: [], volumes } },
        selector: { matchLabels: { pod: name } },
      };
      const made = {
        apiVersion: apiVersions[kind] ?? 'v1',
        kind,
        metadata: { namespace, name, generation: 1, ownerReferences: [{ name: resource.name }] },
      };
      this.cluster.put(workload ? { ...made, spec } : made);
      if (workload) this.applied({ ...made, spec });
    }
  }

  private madeOf(title: string): string[] {
    const { collectors, jaegers } = this.model;
    const resource = [...collectors, ...jaegers].find(({ object }) => titleOf(object) === title);
    return (resource?.objects ?? []).map(({ kind, name, hashed }) =>
      titleOf({
        kind,
        namespace: resource?.namespace ?? '',
        name: hashed ? `${name}${hash}` : name,
      }),
    );
  }
}

/** What the OpenTelemetry operator puts behind the name of a ConfigMap. */
const hash = '-1a2b3c4d';

const apiVersions: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  CronJob: 'batch/v1',
  Ingress: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  PodDisruptionBudget: 'policy/v1',
};
