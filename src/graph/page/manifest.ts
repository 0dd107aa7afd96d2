import { hidden, isSecretKey, secretSpans, withoutSecrets } from '../../lint/secrets.ts';
import type { KubeObject } from '../../model/kubernetes/objects.ts';
import { oneLine } from '../../upstream/values/shown.ts';
import { isRecord, own } from '../../upstream/values/unknown.ts';
import { printYaml } from '../../yaml.ts';

const mostLines = 2000;
const longestLine = 2000;

/** An object as YAML that anybody may read: without passwords, tokens and keys, and without what is longer than anybody reads. */
export function readableManifest(object: KubeObject): string {
  const { kind, value } = object;
  const lines = printYaml([kind === 'Secret' ? withoutData(value) : withoutKeys(value)])
    .trimEnd()
    .split('\n');
  const shown = lines.slice(0, mostLines).map((_, index) => lineWithoutSecrets(lines, index, kind));
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [`# and ${left} more lines`] : [])].join('\n');
}

/** A Secret with its values hidden. */
function withoutData(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === 'data' || key === 'stringData' ? hiddenValues(inner) : withoutKeys(inner),
    ]),
  );
}

function hiddenValues(value: unknown): unknown {
  if (!isRecord(value)) return hidden;
  return Object.fromEntries(Object.keys(value).map((key) => [key, hidden]));
}

/** A value without the texts under keys of secrets, in variables of such names, and without keys that fill several lines. */
function withoutKeys(value: unknown): unknown {
  if (typeof value === 'string') return withoutSecrets(value.replace(privateKey, hidden));
  if (Array.isArray(value)) return value.map(withoutKeys);
  if (!isRecord(value)) return value;
  const named = own(value, 'name') ?? own(value, 'key');
  const isNamedSecret = typeof named === 'string' && isSecretKey(named);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isSecret = isSecretKey(key) || (isNamedSecret && key === 'value');
      const isValue = typeof inner === 'string' && !/^\$[{(]/.test(inner);
      return [key, isSecret && isValue && inner !== '' ? hidden : withoutKeys(inner)];
    }),
  );
}

const privateKey = /-----BEGIN [\w ]*PRIVATE KEY-----[\s\S]*?(?:-----END [\w ]*-----|$)/g;

function lineWithoutSecrets(lines: readonly string[], index: number, kind: string): string {
  const line = lines[index] ?? '';
  let shown = '';
  let next = 0;
  for (const { start, end } of secretSpans(lines, index, kind)) {
    shown += line.slice(next, start) + hidden;
    next = end;
  }
  const whole = oneLine(shown + line.slice(next));
  return whole.length <= longestLine ? whole : `${whole.slice(0, longestLine)}…`;
}
