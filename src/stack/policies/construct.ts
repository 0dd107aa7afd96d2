import { ApiObject, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { refuse } from '../../constructs/props/refuse.ts';
import type { MadePods } from '../../model/kubernetes/pods.ts';
import type { Model } from '../../model/model.ts';
import { nearest } from '../../upstream/values/nearest.ts';
import { modelOf, objectsOf } from '../written.ts';
import { identityOf, type Need } from './needs.ts';
import { outsideOf } from './outside.ts';
import { uiPorts } from './ports.ts';
import type { NetworkPoliciesProps } from './props.ts';
import { policyRules } from './rules.ts';

/** What walls a namespace in. */
interface Walls {
  readonly namespace: string;
  /** The stack, whose pods are let through. */
  readonly stack: Construct;
  readonly props: NetworkPoliciesProps;
}

/**
 * NetworkPolicies of a namespace: one that denies everything, and one for the pods of each program, with the edges that the model
 * of the app has of them. They are worked out when the app is written, so that what is added to it later counts too.
 */
export class NetworkPolicies extends Construct {
  private readonly walls: Walls;
  private readonly pods: readonly MadePods[];
  private read: { readonly objects: readonly ApiObject[]; readonly model: Model } | undefined;

  constructor(scope: Construct, id: string, walls: Walls) {
    super(scope, id);
    this.walls = walls;
    const model = modelOf(objectsOf(walls.stack));
    this.pods = model.pods.filter(({ namespace }) => namespace === walls.namespace);
    refuse(walls.stack, ...problems(model, this.pods, walls.props));
    this.add('deny-all', {}, { policyTypes: ['Ingress', 'Egress'] });
    const named = new Map(this.pods.map((pods) => [nameOf(pods), pods]));
    for (const [name, pods] of named) {
      const ingress = Lazy.any({ produce: () => this.rules(pods, 'ingress') });
      const egress = Lazy.any({ produce: () => this.rules(pods, 'egress') });
      this.add(`allow-${name}`, identityOf(pods), {
        policyTypes: ['Ingress', 'Egress'],
        ingress,
        egress,
      });
    }
    openOnly(walls.stack);
  }

  private add(name: string, labels: Readonly<Record<string, string>>, rest: object): void {
    new ApiObject(this, name, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name, namespace: this.walls.namespace },
      spec: { podSelector: Object.keys(labels).length > 0 ? { matchLabels: labels } : {}, ...rest },
    });
  }

  /** Rules of a direction, as they are written. */
  private rules(pods: MadePods, direction: Need['direction']): unknown[] | undefined {
    const model = this.model();
    const same = model.pods.find(
      (one) => one.namespace === pods.namespace && nameOf(one) === nameOf(pods),
    );
    return same && policyRules(model, same, this.walls.props)[direction];
  }

  /** The model of the whole app, read anew when it has other objects. */
  private model(): Model {
    const objects = objectsOf(this.node.root as Construct);
    const { read } = this;
    const isSame =
      read?.objects.length === objects.length &&
      read.objects.every((object, index) => object === objects[index]);
    if (!read || !isSame) this.read = { objects, model: modelOf(objects) };
    return (this.read as { readonly model: Model }).model;
  }
}

/** The operator's own policy for a collector lets everybody in. */
function openOnly(stack: Construct): void {
  for (const object of objectsOf(stack)) {
    if (object.kind !== 'OpenTelemetryCollector') continue;
    object.addJsonPatch(JsonPatch.add('/spec/networkPolicy', { enabled: false }));
  }
}

function problems(model: Model, pods: readonly MadePods[], props: NetworkPoliciesProps) {
  const hosts = model.edges.flatMap((edge) => outsideOf(model, edge)?.host || []);
  return [
    ...Object.keys(props.outside ?? {}).map((host) => {
      if (hosts.includes(host)) return undefined;
      const near = nearest(host, hosts);
      return `networkPolicies.outside must have hosts that the stack talks to, got '${host}'${near ? `; did you mean '${near}'?` : ''}`;
    }),
    props.ingressController === undefined && pods.some((one) => uiPorts(model, one).length > 0)
      ? 'networkPolicies.ingressController must be set, since the query UI has an Ingress or a route, got nothing'
      : undefined,
    model.collectors.some(({ object }) => object.apiVersion === 'opentelemetry.io/v1alpha1')
      ? "networkPolicies must come with a collector of apiVersion v1beta1: in v1alpha1 the operator's own policy, which lets everybody in, cannot be left out"
      : undefined,
  ];
}

/** What the policy of pods is called after: the workload, or the custom resource and the program. */
function nameOf({ labels, object, workload, part = '' }: MadePods): string {
  if (workload) return object.name;
  const component = labels['app.kubernetes.io/component'] ?? part;
  const program = component.replace(/^(?:cronjob|job|opentelemetry)-/, '');
  return labels['job-name'] ?? `${object.name}-${program}`;
}
