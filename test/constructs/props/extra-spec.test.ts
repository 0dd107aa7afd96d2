import { readFileSync } from 'node:fs';
import { expect, expectTypeOf, test } from 'vitest';
import type { CollectorExtraSpec } from '../../../src/constructs/collector/props.ts';
import {
  type UpstreamKeys,
  type Written,
  withExtra,
} from '../../../src/constructs/props/extra-spec.ts';

const spelt: UpstreamKeys = {
  addK8SUidAttributes: 'addK8sUIDAttributes',
  caFile: 'ca_file',
  certFile: 'cert_file',
  denyFsAccessThroughSMs: 'denyFSAccessThroughSMs',
  hostPid: 'hostPID',
  keyFile: 'key_file',
  prometheusCr: 'prometheusCR',
  readTtl: 'readTTL',
  serverUrl: 'server-url',
  targetCpuUtilization: 'targetCPUUtilization',
  traceTtl: 'traceTTL',
};

test.each([
  ['jaegertracing.io', 'JaegerSpec'],
  ['opentelemetry.io', 'InstrumentationSpec'],
  ['opentelemetry.io', 'OpenTelemetryCollectorSpec'],
])('the keys that %s spells otherwise in %s are known', (group, spec) => {
  const source = readFileSync(`imports/${group}.ts`, 'utf8');
  const functions = source.match(new RegExp(`^export function toJson_${spec}\\w*\\([^]*?^}`, 'gm'));
  const keys = [...`${functions}`.matchAll(/^ {4}'([^']+)': .*?\bobj\.(\w+)/gm)];
  expect(keys.length).toBeGreaterThan(30);
  for (const [, upstream, generated = ''] of keys) {
    const known = Object.entries(spelt).find(([key]) => key === generated)?.[1] ?? generated;
    expect([generated, known]).toEqual([generated, upstream]);
  }
});

test('types are as manifests have them', () => {
  enum Policy {
    NONE = 'none',
    ALL = 'all',
  }
  class Port {
    readonly value: number | string = 0;
  }
  interface Generated {
    readonly policy?: Policy;
    readonly hostPid: boolean;
    readonly ports?: { readonly port: number; readonly targetPort?: Port }[];
    // biome-ignore lint/suspicious/noExplicitAny: what the generator makes of open fields
    readonly env?: any[];
    readonly labels?: { [key: string]: string };
  }
  expectTypeOf<Written<Generated>>().toEqualTypeOf<{
    readonly policy?: 'none' | 'all';
    readonly hostPID: boolean;
    readonly ports?: readonly {
      readonly port: number;
      readonly targetPort?: number | string;
    }[];
    readonly env?: readonly unknown[];
    readonly labels?: { readonly [key: string]: string };
  }>();
  const extra: CollectorExtraSpec = {
    hostPID: true,
    upgradeStrategy: 'none',
    podDisruptionBudget: { maxUnavailable: '50%' },
    // @ts-expect-error a misspelt field
    volumeMount: [],
  };
  expect(Object.keys(extra)).toHaveLength(4);
  // @ts-expect-error a misspelt field of a type of Kubernetes' own
  const tolerating: CollectorExtraSpec = { tolerations: [{ oprator: 'Exists' }] };
  expect(tolerating.tolerations).toHaveLength(1);
});

test('mappings are joined, and lists go on', () => {
  const spec = { collector: { replicas: 2 }, volumes: [{ name: 'a' }], query: undefined };
  const extra = {
    collector: { resources: { limits: { cpu: '1' } } },
    volumes: [{ name: 'b' }],
    query: { tracingEnabled: true },
    agent: undefined,
  };
  expect(withExtra(spec, extra)).toEqual({
    collector: { replicas: 2, resources: { limits: { cpu: '1' } } },
    volumes: [{ name: 'a' }, { name: 'b' }],
    query: { tracingEnabled: true },
  });
  expect(withExtra(spec, undefined)).toBe(spec);
  expect(spec.volumes).toEqual([{ name: 'a' }]);
});
