import { isVariable } from '../../values/settings.ts';
import { isRecord, own, text, type UnknownRecord } from '../../values/unknown.ts';

/** A setting that names an extension. */
interface ExtensionReference {
  readonly path: readonly string[];
  readonly id: string;
}

/**
 * Extensions that settings of a component name: authenticators, and storages of sending queues.
 *
 * Source: opentelemetry-collector v0.158.0 config/configauth, exporter/exporterhelper/internal/queue.
 */
export function extensionReferences(settings: UnknownRecord): ExtensionReference[] {
  return references(settings, [], new Set());
}

function references(
  value: unknown,
  path: readonly string[],
  seen: Set<unknown>,
): ExtensionReference[] {
  // an alias may repeat a mapping, or hold itself
  if (!isRecord(value) || seen.has(value)) return [];
  seen.add(value);
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    const setting =
      key === 'auth' ? 'authenticator' : key === 'sending_queue' ? 'storage' : undefined;
    const id = setting === undefined ? undefined : text(own(inner, setting));
    const enabled = own(inner, 'enabled') !== false;
    if (setting !== undefined && id !== undefined && id !== '' && !isVariable(id) && enabled) {
      return [{ path: [...here, setting], id }];
    }
    return references(inner, here, seen);
  });
}
