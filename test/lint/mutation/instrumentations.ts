import { at, list, record } from '../../../src/upstream/values/unknown.ts';
import type { Path } from '../../../src/yaml/locate.ts';
import { breaking, type Edit } from './breaking.ts';
import { type Manifest, type Mutation, ofKind } from './stack.ts';

const annotations: Path = ['spec', 'template', 'metadata', 'annotations'];

/** Agents that speak to nobody, and annotations that inject nothing. */
export const instrumentationMutations: readonly Mutation[] = [
  breaking(
    'protocol of another port',
    'HTTP and gRPC cannot read each other',
    ['Instrumentation'],
    function* (instrumentation) {
      for (const [index, entry] of list(at(instrumentation, 'spec', 'env')).entries()) {
        if (at(entry, 'name') !== 'OTEL_EXPORTER_OTLP_PROTOCOL') continue;
        const other = at(entry, 'value') === 'grpc' ? 'http/protobuf' : 'grpc';
        yield [[['spec', 'env', index, 'value'], other]];
        yield [[['spec', 'env', index, 'value'], 'http']];
        yield [[['spec', 'env', index, 'name'], 'OTEL_EXPORTER_OLTP_PROTOCOL']];
      }
    },
  ),
  breaking('sampler that is none', 'the API server refuses it', ['Instrumentation'], function* () {
    yield [[['spec', 'sampler'], { type: 'ratio', argument: '0.5' }]];
  }),
  breaking('ratio above one', 'the webhook refuses it', ['Instrumentation'], function* () {
    yield [[['spec', 'sampler'], { type: 'parentbased_traceidratio', argument: '50' }]];
  }),
  breaking(
    'propagator that is none',
    'the API server refuses it',
    ['Instrumentation'],
    function* () {
      yield [
        [
          ['spec', 'propagators'],
          ['tracecontext', 'w3c'],
        ],
      ];
    },
  ),
  ofAnnotation(
    'annotation of the Deployment',
    'the operator reads those of pods',
    (workload, key, value) => [
      [
        ['metadata', 'annotations'],
        { ...record(at(workload, 'metadata', 'annotations')), [key]: value },
      ],
      [[...annotations, key], undefined],
    ],
  ),
  ofAnnotation('annotation as a label', 'the operator reads annotations', (_, key, value) => [
    [['spec', 'template', 'metadata', 'labels', key], value],
    [[...annotations, key], undefined],
  ]),
  ofAnnotation('misspelt annotation', 'nobody reads it', (_, key, value) => [
    [[...annotations, key], undefined],
    [[...annotations, key.replace('inject', 'injects')], value],
  ]),
  ofAnnotation('annotation of another domain', 'nobody reads it', (_, key, value) => [
    [[...annotations, key], undefined],
    [[...annotations, key.replace('opentelemetry', 'otel')], value],
  ]),
  ofAnnotation('resource that is not there', 'nothing is injected', (_, key) => [
    [[...annotations, key], 'nobody'],
  ]),
  ofAnnotation('boolean for text', 'the API server refuses it', (_, key) => [
    [[...annotations, key], true],
  ]),
  breaking(
    'sidecar that is none',
    'only collectors of mode sidecar are injected',
    ['OpenTelemetryCollector'],
    function* (collector) {
      if (at(collector, 'spec', 'mode') === 'sidecar') yield [[['spec', 'mode'], 'deployment']];
    },
    (stack) => ofKind(stack, 'Deployment'),
  ),
];

function ofAnnotation(
  name: string,
  because: string,
  edit: (workload: Manifest, key: string, value: unknown) => Edit,
): Mutation {
  return breaking(name, because, ['Deployment', 'StatefulSet'], function* (workload) {
    for (const [key, value] of Object.entries(
      record(at(workload, ...['spec', 'template', 'metadata', 'annotations'])),
    )) {
      if (/opentelemetry\.io\/inject/.test(key)) yield edit(workload, key, value);
    }
  });
}
