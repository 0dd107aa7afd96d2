import { at, isRecord, list, record, text } from '../../../src/upstream/values/unknown.ts';
import type { Path } from '../../../src/yaml/locate.ts';
import { type Manifest, valueAt } from './stack.ts';

/** Where collectors have their configuration, as a text or as a mapping. */
export const configPath: Path = ['spec', 'config'];

/** What becomes of most collectors with a mistake. */
export const doesNotStart = 'the collector does not start';

/** A component that a pipeline names. */
export interface Used {
  readonly kind: 'receivers' | 'processors' | 'exporters';
  readonly id: string;
  /** Path of the reference. */
  readonly reference: Path;
  /** Path of the definition. */
  readonly definition: Path;
  readonly settings: unknown;
}

/** Components that pipelines name, each once. */
export function usedIn(collector: Manifest): Used[] {
  const known = new Set<string>();
  return pipelinesOf(collector).flatMap(([pipeline, lists]) =>
    (['receivers', 'processors', 'exporters'] as const).flatMap((kind) =>
      lists[kind].flatMap((id, index): Used[] => {
        const definition: Path = [...configPath, kind, id];
        const settings = valueAt(collector, definition);
        const section = valueAt(collector, [...configPath, kind]);
        // connectors are defined elsewhere
        if (!isRecord(section) || !(id in section) || known.has(`${kind}/${id}`)) return [];
        known.add(`${kind}/${id}`);
        return [{ kind, id, definition, settings, reference: [...pipeline, kind, index] }];
      }),
    ),
  );
}

/** Ids that a pipeline names. */
export type Lists = Readonly<Record<'receivers' | 'processors' | 'exporters', readonly string[]>>;

/** Pipelines of a collector. */
export function pipelinesOf(collector: Manifest): [path: Path, lists: Lists][] {
  const path: Path = [...configPath, 'service', 'pipelines'];
  return Object.entries(record(valueAt(collector, path))).map(([id, pipeline]) => {
    const ids = (kind: string) => list(at(pipeline, kind)).map(String);
    return [
      [...path, id],
      { receivers: ids('receivers'), processors: ids('processors'), exporters: ids('exporters') },
    ];
  });
}

/** Addresses that OTLP receivers listen on. */
export function endpointsOf(collector: Manifest): [path: Path, endpoint: string][] {
  return usedIn(collector).flatMap(({ kind, id, definition, settings }) => {
    if (kind !== 'receivers' || !id.startsWith('otlp')) return [];
    return ['grpc', 'http'].flatMap((protocol): [Path, string][] => {
      const endpoint = text(at(settings, 'protocols', protocol, 'endpoint'));
      return endpoint ? [[[...definition, 'protocols', protocol, 'endpoint'], endpoint]] : [];
    });
  });
}

/** Image that runs; the operator's own where none is written. */
export function imageOf(collector: Manifest): string {
  return (
    text(at(collector, 'spec', 'image')) ??
    'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector:unknown'
  );
}
