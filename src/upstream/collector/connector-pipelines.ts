import { at, list, own, text, type UnknownRecord } from '../values/unknown.ts';

/** A setting of a connector that names a pipeline. */
interface PipelineReference {
  readonly path: readonly (string | number)[];
  readonly id: string;
}

/**
 * Pipelines that the settings of a connector name.
 *
 * Source: opentelemetry-collector-contrib v0.158.0 connector/{routing,failover}connector/config.go.
 *
 * @param type - type of the connector
 */
export function pipelineReferences(type: string, settings: UnknownRecord): PipelineReference[] {
  if (type === 'routing') {
    const table = list(own(settings, 'table')).flatMap((route, index) =>
      ids(own(route, 'pipelines'), ['table', index, 'pipelines']),
    );
    return [...ids(own(settings, 'default_pipelines'), ['default_pipelines']), ...table];
  }
  if (type === 'failover') {
    return list(own(settings, 'priority_levels')).flatMap((level, index) =>
      ids(level, ['priority_levels', index]),
    );
  }
  return [];
}

function ids(value: unknown, path: PipelineReference['path']): PipelineReference[] {
  return list(value).flatMap((_, index) => {
    const id = text(at(value, index));
    return id === undefined || id.includes('$') ? [] : [{ path: [...path, index], id }];
  });
}
