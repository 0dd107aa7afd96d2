import { parseGoDuration } from '../../upstream/values/duration.ts';
import { parseQuantity } from '../../upstream/values/quantity.ts';
import { isRecord, own, scalarText, type UnknownRecord } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import { parseYaml, YamlError } from '../../yaml.ts';

/** A field that is not as it was written. */
export interface Difference {
  readonly path: Path;
  readonly written: unknown;
  /** Undefined where the field is not there. */
  readonly live: unknown;
}

/**
 * Fields that a cluster has otherwise than they were written. What it has besides, such as defaults and what webhooks added, is
 * no difference, nor is another spelling of the same: `0.5` and `500m`, `60s` and `1m0s`.
 */
export function differences(written: unknown, live: unknown, path: Path = []): Difference[] {
  // what is empty is left out of what a cluster hands back, and what is null, or not written, is not asked for
  if (written === undefined || written === null || (isEmpty(written) && isEmpty(live))) return [];
  if (isRecord(written) && isRecord(live)) {
    return Object.entries(written).flatMap(([key, value]) =>
      differences(value, own(live, key), [...path, key]),
    );
  }
  if (Array.isArray(written) && Array.isArray(live)) return listDifferences(written, live, path);
  if (path.join('.') === 'spec.config') {
    const [text, other] = [mappingIn(written), mappingIn(live)];
    if (text && other) return differences(text, other, path);
  }
  return sameScalar(written, live) ? [] : [{ path, written, live }];
}

/** The parts of an object that somebody wrote, rather than the API server. */
export function objectDifferences(written: UnknownRecord, live: UnknownRecord): Difference[] {
  return Object.entries(written).flatMap(([key, value]) => {
    if (['apiVersion', 'kind', 'status'].includes(key)) return [];
    if (key !== 'metadata') return differences(value, own(live, key), [key]);
    return ['labels', 'annotations'].flatMap((part) =>
      differences(own(value, part), own(own(live, key), part), [key, part]),
    );
  });
}

/** The mapping in a text: a collector of v1alpha1 has its configuration in one, which the operator's webhook writes anew. */
function mappingIn(value: unknown): UnknownRecord | undefined {
  if (typeof value !== 'string') return undefined;
  const [document, ...more] = parsed(value);
  return isRecord(document) && more.length === 0 ? document : undefined;
}

function parsed(text: string): unknown[] {
  try {
    return parseYaml(text, 'text').map(({ value }) => value);
  } catch (error) {
    if (error instanceof YamlError) return [];
    throw error;
  }
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (value === false || value === 0) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.values(value).every(isEmpty);
}

function listDifferences(
  written: readonly unknown[],
  live: readonly unknown[],
  path: Path,
): Difference[] {
  const named = written.every((item) => typeof own(item, 'name') === 'string');
  if (named) {
    return written.flatMap((item, index) =>
      differences(
        item,
        live.find((other) => own(other, 'name') === own(item, 'name')),
        [...path, index],
      ),
    );
  }
  if (written.length === live.length) {
    return written.flatMap((item, index) => differences(item, live[index], [...path, index]));
  }
  return [{ path, written, live }];
}

function sameScalar(written: unknown, live: unknown): boolean {
  const [one, other] = [scalarText(written), scalarText(live)];
  if (one === undefined || other === undefined) return false;
  if (one === other) return true;
  return [parseQuantity, parseGoDuration].some((parse) => {
    const value = parse(one);
    return value !== undefined && value === parse(other);
  });
}
