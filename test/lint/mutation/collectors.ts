import { at, record, text } from '../../../src/upstream/values/unknown.ts';
import type { Path } from '../../../src/yaml/locate.ts';
import { breaking, type Edit } from './breaking.ts';
import {
  configPath,
  doesNotStart,
  endpointsOf,
  imageOf,
  pipelinesOf,
  type Used,
  usedIn,
} from './collector-parts.ts';
import { type Manifest, type Mutation, type Stack, valueAt } from './stack.ts';

/** Configurations that a collector does not start with, or loses spans with. */
export const collectorMutations: readonly Mutation[] = [
  ofComponent('component without definition', doesNotStart, /./, function* ({ definition }) {
    yield [definition, undefined];
  }),
  ofComponent('misspelt component', doesNotStart, /./, function* ({ reference, id }) {
    yield [reference, `${id}x`];
  }),
  ofComponent('component that nobody ships', doesNotStart, /./, function* (component, collector) {
    const { kind, id, definition, settings } = component;
    const section = record(valueAt(collector, [...configPath, kind]));
    const renamed = Object.entries(section).map(([key, value]) =>
      key === id ? [`${id.split('/')[0]}ish/x`, value] : [key, value],
    );
    if (settings !== undefined) yield [definition.slice(0, -1), Object.fromEntries(renamed)];
  }),
  ofCollector(
    'component of another distribution',
    'the core distribution has no transform processor: the collector does not start',
    function* (collector) {
      if (!imageOf(collector).includes('/opentelemetry-collector:')) return;
      for (const [pipeline, { processors }] of pipelinesOf(collector)) {
        yield [
          [[...configPath, 'processors', 'transform'], {}],
          [
            [...pipeline, 'processors'],
            [...processors, 'transform'],
          ],
        ];
      }
    },
  ),
  ofCollector(
    'component that was removed',
    'logging is gone since 0.111.0: the collector does not start',
    function* (collector) {
      if (!/opentelemetry-collector[^:]*:0\.1[2-5]/.test(imageOf(collector))) return;
      for (const [pipeline, { exporters }] of pipelinesOf(collector)) {
        yield [
          [[...configPath, 'exporters', 'logging'], {}],
          [
            [...pipeline, 'exporters'],
            [...exporters, 'logging'],
          ],
        ];
      }
    },
  ),
  ofCollector('component twice', doesNotStart, function* (collector) {
    for (const [pipeline, { processors }] of pipelinesOf(collector)) {
      if (processors.length > 0) {
        yield [
          [
            [...pipeline, 'processors'],
            [...processors, processors[0]],
          ],
        ];
      }
    }
  }),
  ofCollector('pipeline without an end', doesNotStart, function* (collector) {
    for (const [pipeline] of pipelinesOf(collector)) {
      yield [[[...pipeline, 'receivers'], []]];
      yield [[[...pipeline, 'exporters'], []]];
    }
  }),
  ofCollector('pipeline of no signal', doesNotStart, function* (collector) {
    const path: Path = [...configPath, 'service', 'pipelines'];
    for (const [id, pipeline] of Object.entries(record(valueAt(collector, path)))) {
      yield [
        [[...path, id], undefined],
        [[...path, id.replace(/^[a-z]+/, 'trace')], pipeline],
      ];
    }
  }),
  ofCollector('no pipelines', doesNotStart, function* () {
    yield [[[...configPath, 'service', 'pipelines'], {}]];
  }),
  ofCollector(
    'section that nobody reads',
    'the operator drops keys that the configuration does not have',
    function* (collector) {
      const processors = valueAt(collector, [...configPath, 'processors']);
      if (processors === undefined || Object.keys(record(processors)).length === 0) return;
      yield [
        [[...configPath, 'processors'], undefined],
        [[...configPath, 'processor'], processors],
      ];
    },
  ),
  ofComponent(
    'TLS to a plain receiver',
    'the exporter asks for a TLS handshake that the receiver does not know',
    /^exporters\/otlp(_grpc)?(\/|$)/,
    function* ({ definition, settings }) {
      if (at(settings, 'tls', 'insecure') !== true) return;
      yield [[...definition, 'tls', 'insecure'], false];
      yield [[...definition, 'tls'], undefined];
    },
  ),
  ofComponent(
    'misplaced insecure',
    'an unknown key: the collector does not start',
    /^exporters\/otlp(_grpc)?(\/|$)/,
    function* ({ definition, settings }) {
      if (at(settings, 'tls', 'insecure') !== true) return;
      yield [definition, { endpoint: at(settings, 'endpoint'), insecure: true }];
    },
  ),
  ofComponent(
    'quoted boolean',
    'a boolean in quotes is a text, which the collector does not take',
    /^exporters\/otlp(_grpc)?(\/|$)/,
    function* ({ definition, settings }) {
      if (at(settings, 'tls', 'insecure') === true) {
        yield [[...definition, 'tls', 'insecure'], 'yes'];
      }
    },
  ),
  ofComponent(
    'exporter without an address',
    `there is no default: ${doesNotStart}`,
    /^exporters\/otlp/,
    function* ({ definition }) {
      yield [[...definition, 'endpoint'], undefined];
    },
  ),
  ofComponent(
    'misspelt setting',
    `unknown keys are refused: ${doesNotStart}`,
    /^(exporters\/otlp|processors\/(batch|memory_limiter|tail_sampling)|receivers\/otlp)/,
    function* ({ definition, settings }) {
      for (const [key, value] of Object.entries(record(settings))) {
        const { [key]: _, ...others } = record(settings);
        yield [definition, { ...others, [`${key}s`]: value }];
      }
    },
  ),
  ofComponent(
    'memory_limiter without a clock',
    `check_interval has no default: ${doesNotStart}`,
    /^processors\/memory_limiter/,
    function* ({ definition }) {
      yield [[...definition, 'check_interval'], undefined];
      yield [[...definition, 'check_interval'], '0s'];
    },
  ),
  ofComponent(
    'memory_limiter without limits',
    doesNotStart,
    /^processors\/memory_limiter/,
    function* ({ definition }) {
      yield [definition, { check_interval: '1s' }];
    },
  ),
  ofComponent(
    'memory_limiter with a spike above its limit',
    doesNotStart,
    /^processors\/memory_limiter/,
    function* ({ definition }) {
      yield [definition, { check_interval: '1s', limit_mib: 100, spike_limit_mib: 200 }];
    },
  ),
  ofCollector(
    'limit above the container',
    'the kernel kills the collector before the limiter acts',
    function* (collector) {
      for (const { definition, settings } of usedIn(collector)) {
        if (at(settings, 'limit_mib') === undefined) continue;
        yield [[[...definition, 'limit_mib'], 4000]];
      }
    },
  ),
  ofComponent(
    'batch above its limit',
    `the largest batch cannot be smaller than the usual one: ${doesNotStart}`,
    /^processors\/batch/,
    function* ({ definition }) {
      yield [definition, { send_batch_size: 2048, send_batch_max_size: 1024 }];
    },
  ),
  ofCollector(
    'memory_limiter behind batch',
    'the limiter drops data that was accepted already, and receivers are not told to wait',
    function* (collector) {
      for (const [pipeline, { processors }] of pipelinesOf(collector)) {
        if (processors.length < 2 || !processors[0]?.startsWith('memory_limiter')) continue;
        yield [[[...pipeline, 'processors'], processors.toReversed()]];
      }
    },
  ),
  ofCollector(
    'listener on localhost',
    'a receiver that listens on localhost is not reached through its Service',
    function* (collector) {
      if (at(collector, 'spec', 'mode') === 'sidecar') return;
      for (const [path, endpoint] of endpointsOf(collector)) {
        yield [[path, endpoint.replace(/^0\.0\.0\.0/, 'localhost')]];
      }
    },
  ),
  ofCollector(
    'two listeners on one port',
    `the address is in use already: ${doesNotStart}`,
    function* (collector) {
      const [first, second] = endpointsOf(collector);
      if (first && second) yield [[second[0], first[1]]];
    },
  ),
  ofComponent(
    'balancing over one address',
    'connections to the address of a usual Service are spread at random, not by trace id',
    /^exporters\/load_?balancing/,
    function* ({ definition, settings }) {
      const path = ['resolver', 'dns', 'hostname'];
      const host = text(at(settings, ...path)) ?? '';
      if (host.includes('-headless')) {
        yield [[...definition, ...path], host.replace('-headless', '')];
      }
    },
  ),
];

/** A mutation of the edits that are possible for each collector. */
function ofCollector(
  name: string,
  because: string,
  edits: (collector: Manifest, stack: Stack) => Iterable<Edit>,
): Mutation {
  return breaking(name, because, ['OpenTelemetryCollector'], edits);
}

/** A mutation of each component of a type that pipelines name. */
function ofComponent(
  name: string,
  because: string,
  type: RegExp,
  edits: (component: Used, collector: Manifest) => Iterable<readonly [path: Path, value: unknown]>,
): Mutation {
  return ofCollector(name, because, function* (collector) {
    for (const component of usedIn(collector)) {
      if (!type.test(`${component.kind}/${component.id}`)) continue;
      for (const edit of edits(component, collector)) yield [edit];
    }
  });
}
