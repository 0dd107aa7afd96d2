import { type ComponentKind, componentKinds } from '../../upstream/collector/components.ts';
import { componentType } from '../../upstream/otel-operator/ports.ts';
import { at, own, record, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import { type KubeObject, type Location, textItems } from '../kubernetes/objects.ts';

/** A component that a configuration defines. */
export interface Component extends Location {
  readonly kind: ComponentKind;
  /** Id as written, `otlp/jaeger`. */
  readonly id: string;
  /** Id without the name after the slash, `otlp`. */
  readonly type: string;
  /** Settings; an empty mapping when they are null. */
  readonly settings: UnknownRecord;
}

/** A place that names a component. */
export interface ComponentReference extends Location {
  readonly id: string;
}

/** A pipeline of `service.pipelines`. */
export interface Pipeline extends Location {
  /** Id as written, `traces/sampled`. */
  readonly id: string;
  /** Signal before the slash, `traces`. */
  readonly signal: string;
  readonly receivers: readonly ComponentReference[];
  readonly processors: readonly ComponentReference[];
  readonly exporters: readonly ComponentReference[];
}

/** One of several configurations that a collector reads, one over the other. */
export interface ConfigPart extends Location {
  readonly value: UnknownRecord;
}

/** How many keys of a path a value has. */
function depthIn(value: unknown, path: Path): number {
  const missing = path.findIndex(
    (_, index) => at(value, ...path.slice(0, index + 1)) === undefined,
  );
  return missing < 0 ? path.length : missing;
}

/** A parsed collector configuration. */
export class CollectorConfig {
  /** The configuration; nothing in it has been checked. */
  readonly value: UnknownRecord;
  /** Object that it stands in: the custom resource, or a ConfigMap. */
  readonly object: KubeObject;
  /** Path of the configuration in that object. */
  readonly path: Path;
  /** What it is put together from, if from more than one place: later ones win. */
  private readonly parts: readonly ConfigPart[];
  /** Components in the order of the configuration. */
  readonly components: readonly Component[];
  readonly pipelines: readonly Pipeline[];
  /** What `service.extensions` names. */
  readonly extensions: readonly ComponentReference[];
  private readonly byKey: ReadonlyMap<string, Component>;
  private readonly users = new Map<string, Pipeline[]>();
  private readonly enabledExtensions: ReadonlySet<string>;

  constructor(
    value: UnknownRecord,
    object: KubeObject,
    path: Path,
    parts: readonly ConfigPart[] = [],
  ) {
    this.value = value;
    this.object = object;
    this.path = path;
    this.parts = parts;
    this.components = componentKinds.flatMap((kind) => this.readComponents(kind));
    this.byKey = new Map(
      this.components.map((component) => [`${component.kind}/${component.id}`, component]),
    );
    this.pipelines = Object.keys(record(at(value, 'service', 'pipelines'))).map((id) =>
      this.readPipeline(id),
    );
    this.extensions = this.readReferences(['service', 'extensions']);
    this.enabledExtensions = new Set(this.extensions.map(({ id }) => id));
    for (const pipeline of this.pipelines) {
      for (const key of new Set(usedBy(pipeline))) {
        const users = this.users.get(key);
        if (users) users.push(pipeline);
        else this.users.set(key, [pipeline]);
      }
    }
  }

  /** The component that is defined under an id. */
  component(kind: ComponentKind, id: string): Component | undefined {
    return this.byKey.get(`${kind}/${id}`);
  }

  /** Pipelines that name a component; a connector is named among receivers and exporters. */
  pipelinesOf({ kind, id }: Component): readonly Pipeline[] {
    return this.users.get(`${kind}/${id}`) ?? [];
  }

  /** The settings of a component as written, which may be something else than a mapping. */
  written({ kind, id }: Component): unknown {
    return at(this.value, kind, id);
  }

  /** Whether a pipeline, or for an extension the service, names a component. */
  isEnabled(component: Component): boolean {
    const { kind, id } = component;
    return kind === 'extensions'
      ? this.enabledExtensions.has(id)
      : this.pipelinesOf(component).length > 0;
  }

  /** The same with another value, which arguments make of it; places stay those of what is written. */
  withValue(value: UnknownRecord): CollectorConfig {
    return new CollectorConfig(value, this.object, this.path, this.parts);
  }

  /** A place in the configuration, in the last part that has most of it. */
  location(...path: Path): Location {
    let [place, most]: [Location, number] = [this, -1];
    for (const part of this.parts) {
      const depth = depthIn(part.value, path);
      if (depth >= most) [place, most] = [part, depth];
    }
    return { object: place.object, path: [...place.path, ...path] };
  }

  private readComponents(kind: ComponentKind): Component[] {
    return Object.entries(record(own(this.value, kind))).map(([id, settings]) => ({
      kind,
      id,
      type: componentType(id),
      settings: record(settings),
      ...this.location(kind, id),
    }));
  }

  private readPipeline(id: string): Pipeline {
    const path = ['service', 'pipelines', id];
    return {
      id,
      signal: componentType(id),
      receivers: this.readReferences([...path, 'receivers']),
      processors: this.readReferences([...path, 'processors']),
      exporters: this.readReferences([...path, 'exporters']),
      ...this.location(...path),
    };
  }

  private readReferences(path: Path): ComponentReference[] {
    return textItems(at(this.value, ...path), path).map((item) => ({
      id: item.text,
      ...this.location(...item.path),
    }));
  }
}

/** Components that a pipeline names, as `kind/id`. */
function usedBy({ receivers, processors, exporters }: Pipeline): string[] {
  return [
    ...receivers.flatMap(({ id }) => [`receivers/${id}`, `connectors/${id}`]),
    ...processors.map(({ id }) => `processors/${id}`),
    ...exporters.flatMap(({ id }) => [`exporters/${id}`, `connectors/${id}`]),
  ];
}
