import type { Collector } from '../../model/collector/instances.ts';
import type { Listener } from '../../model/collector/listeners.ts';
import { groupBy } from '../../model/kubernetes/group.ts';
import type { Edge, Model } from '../../model/model.ts';
import { stronglyConnected } from './strongly-connected.ts';

type Node = string;

/** Which pipelines hand spans to which, inside of collectors and between them. */
export class PipelineGraph {
  private readonly next = new Map<Node, Set<Node>>();
  private readonly indexes: ReadonlyMap<Collector, number>;
  private readonly byObject: ReadonlyMap<unknown, readonly Collector[]>;
  private readonly components: ReadonlyMap<Node, number>;

  /** @param reached - the listener of a collector that an exporter reaches, by the edge between them */
  constructor(model: Model, reached: ReadonlyMap<Edge, Listener>) {
    this.indexes = new Map(model.collectors.map((collector, index) => [collector, index]));
    this.byObject = groupBy(model.collectors, ({ object }) => object);
    for (const collector of model.collectors) this.addConnectors(collector);
    for (const [edge, listener] of reached) {
      for (const from of this.leaving(edge)) {
        for (const to of this.entering(listener, from.signal)) this.add(from.node, to);
      }
    }
    this.components = stronglyConnected(this.next);
  }

  /** Whether what leaves by an exporter comes back to a pipeline of that exporter. */
  returns(edge: Edge, listener: Listener): boolean {
    return this.leaving(edge).some(({ node, signal }) =>
      this.entering(listener, signal).some(
        (to) => to === node || this.components.get(to) === this.components.get(node),
      ),
    );
  }

  private addConnectors(collector: Collector): void {
    const { config } = collector;
    for (const component of config?.components ?? []) {
      if (component.kind !== 'connectors') continue;
      const users = config?.pipelinesOf(component) ?? [];
      for (const from of users.filter(({ exporters }) => names(exporters, component.id))) {
        for (const to of users.filter(({ receivers }) => names(receivers, component.id))) {
          this.add(this.node(collector, from.id), this.node(collector, to.id));
        }
      }
    }
  }

  private leaving({ sender }: Edge): { node: Node; signal: string }[] {
    return (this.byObject.get(sender.client) ?? []).flatMap((collector) =>
      (collector.config?.pipelines ?? [])
        .filter(({ exporters }) => names(exporters, sender.label))
        .filter(({ signal }) => sender.signals?.includes(signal) ?? true)
        .map(({ id, signal }) => ({ node: this.node(collector, id), signal })),
    );
  }

  private entering({ collector, component }: Listener, signal: string): Node[] {
    return (collector.config?.pipelinesOf(component) ?? [])
      .filter((pipeline) => pipeline.signal === signal)
      .map(({ id }) => this.node(collector, id));
  }

  private node(collector: Collector, pipeline: string): Node {
    return `${this.indexes.get(collector)}\n${pipeline}`;
  }

  private add(from: Node, to: Node): void {
    const targets = this.next.get(from);
    if (targets) targets.add(to);
    else this.next.set(from, new Set([to]));
  }
}

function names(references: readonly { readonly id: string }[], id: string): boolean {
  return references.some((reference) => reference.id === id);
}
