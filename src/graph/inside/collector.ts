import type {
  CollectorConfig,
  ComponentReference,
  Pipeline,
} from '../../model/collector/config.ts';
import type { Collector } from '../../model/collector/instances.ts';
import { objectName } from '../../model/kubernetes/objects.ts';
import type { Model } from '../../model/model.ts';
import type { ComponentKind } from '../../upstream/collector/components.ts';
import type { DetailedItem, DetailedPart, Details } from '../details.ts';

/** How collectors run, their pipelines, and of sidecars the workloads that get one. */
export function insideCollectors({ collectors, injections }: Model): Details[] {
  return collectors.map((collector) => {
    const { object, config, configObject } = collector;
    const beside = injections.flatMap(({ target, workload }) =>
      target?.status === 'found' && target.collector === collector && workload
        ? workload.object
        : [],
    );
    const sidecars = [...new Set(beside)];
    return {
      object,
      facts: facts(collector),
      parts: [
        ...(config?.pipelines ?? []).map((pipeline) => pipelinePart(pipeline, config)),
        ...(config ? extensions(config) : []),
        ...list(
          'beside',
          sidecars.map((workload) => ({ name: objectName(workload), locations: [] })),
        ),
      ],
      belonging: [configObject, ...sidecars],
    };
  });
}

function facts({ operated, object, mode, replicas, version, collectorVersion }: Collector) {
  return [
    operated ? mode : object.kind,
    replicas === undefined ? undefined : `${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`,
    version ?? collectorVersion,
  ].filter((fact) => fact !== undefined);
}

function pipelinePart(
  { id, receivers, processors, exporters }: Pipeline,
  config: CollectorConfig | undefined,
): DetailedPart {
  const items = (kinds: readonly ComponentKind[], references: readonly ComponentReference[]) =>
    references.map((reference): DetailedItem => {
      const defined = kinds.flatMap((kind) => config?.component(kind, reference.id) ?? []);
      return { name: reference.id, locations: [reference, ...defined] };
    });
  const columns = [
    items(['receivers', 'connectors'], receivers),
    items(['processors'], processors),
    items(['exporters', 'connectors'], exporters),
  ];
  return { title: id, columns: columns.filter(({ length }) => length > 0) };
}

function extensions(config: CollectorConfig): DetailedPart[] {
  return list(
    'extensions',
    config.extensions.map((reference) => ({
      name: reference.id,
      locations: [reference, ...[config.component('extensions', reference.id) ?? []].flat()],
    })),
  );
}

function list(title: string, items: readonly DetailedItem[]): DetailedPart[] {
  return items.length === 0 ? [] : [{ title, columns: [items] }];
}
