import { isRecord } from '../../upstream/values/unknown.ts';

/** Upstream's spelling of the keys that `cdk8s import` spells otherwise. */
export interface UpstreamKeys {
  readonly addK8SUidAttributes: 'addK8sUIDAttributes';
  readonly caFile: 'ca_file';
  readonly certFile: 'cert_file';
  readonly denyFsAccessThroughSMs: 'denyFSAccessThroughSMs';
  readonly hostPid: 'hostPID';
  readonly keyFile: 'key_file';
  readonly prometheusCr: 'prometheusCR';
  readonly readTtl: 'readTTL';
  readonly serverUrl: 'server-url';
  readonly targetCpuUtilization: 'targetCPUUtilization';
  readonly traceTtl: 'traceTTL';
}

/**
 * A generated type as manifests have it: upstream's spelling of its keys, texts for enums, numbers and texts for the classes
 * that the generator makes of a union of both.
 */
export type Written<T> = 0 extends 1 & T
  ? unknown
  : T extends readonly (infer Item)[]
    ? readonly Written<Item>[]
    : T extends string
      ? `${T}`
      : T extends { readonly value: number | string; readonly name?: undefined }
        ? number | string
        : T extends object
          ? {
              readonly [K in keyof T as K extends keyof UpstreamKeys
                ? UpstreamKeys[K]
                : K]: Written<T[K]>;
            }
          : T;

/** A spec with what an escape hatch adds: mappings are joined, and lists go on with what is added. */
export function withExtra<S extends object>(spec: S, extra: object | undefined): S {
  return joined(spec, extra) as S;
}

function joined(own: unknown, extra: unknown): unknown {
  if (extra === undefined) return own;
  if (Array.isArray(own) && Array.isArray(extra)) return [...own, ...extra];
  if (!isRecord(own) || !isRecord(extra)) return extra;
  const keys = new Set([...Object.keys(own), ...Object.keys(extra)]);
  return Object.fromEntries([...keys].map((key) => [key, joined(own[key], extra[key])]));
}
