import { parseYaml } from '../../../src/yaml.ts';
import { isRecord, type KubeObject } from './objects.ts';

/**
 * What of a sent object is not in the object read back: fields that were pruned or changed. Fields that the API server
 * added are no difference.
 *
 * @returns one line a difference, `path: sent X, read Y`
 */
export function differences(sent: KubeObject, live: KubeObject): string[] {
  const found: string[] = [];
  compare(sent, live, '', found);
  return found;
}

function compare(sent: unknown, live: unknown, path: string, found: string[]): void {
  if (isRecord(sent) && isRecord(live)) {
    for (const [field, value] of Object.entries(sent)) {
      compare(value, live[field], `${path}.${field}`, found);
    }
  } else if (Array.isArray(sent) && Array.isArray(live) && sent.length === live.length) {
    sent.forEach((value, index) => {
      compare(value, live[index], `${path}[${index}]`, found);
    });
  } else if (!isSame(sent, live, path)) {
    found.push(`${path}: sent ${JSON.stringify(sent)}, read ${JSON.stringify(live) ?? 'nothing'}`);
  }
}

function isSame(sent: unknown, live: unknown, path: string): boolean {
  if (sent === live) return true;
  if (typeof sent !== 'string' || typeof live !== 'string') return false;
  // the webhook writes the host of a listener out
  if (/^:\d+$/.test(sent) && live === `0.0.0.0${sent}`) return true;
  // conversion goes through the parsed config, so its text is written anew
  return path === '.spec.config' && configDifferences(sent, live).length === 0;
}

/**
 * What of a collector's configuration is not in another one; either may be text or an object, and an unset component is null
 * in one and `{}` in the other.
 */
export function configDifferences(sent: unknown, live: unknown): string[] {
  const found: string[] = [];
  compare(parsed(sent), parsed(live), '', found);
  return found;
}

function parsed(config: unknown): unknown {
  const value = typeof config === 'string' ? parseYaml(config, 'config')[0]?.value : config;
  return withoutNull(value);
}

function withoutNull(value: unknown): unknown {
  if (value === null) return {};
  if (Array.isArray(value)) return value.map(withoutNull);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutNull(one)]));
}
