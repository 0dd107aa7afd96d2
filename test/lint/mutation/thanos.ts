import { at, list, record, text } from '../../../src/upstream/values/unknown.ts';
import type { Path } from '../../../src/yaml/locate.ts';
import { breaking, type Edit } from './breaking.ts';
import {
  change,
  type Manifest,
  type Mutant,
  type Mutation,
  ofKind,
  type Stack,
  valueAt,
} from './stack.ts';

/** Settings of Thanos that send spans: where they stand, and the release that reads them. */
interface Thanos {
  readonly object: Manifest;
  readonly path: Path;
  readonly settings: unknown;
  readonly image?: { readonly path: Path; readonly version: string };
}

const exits = 'Thanos exits at start';
const everything = 'Thanos keeps all traces, not some';

/** Settings that Thanos does not start with, or that do not do what they say. */
export const thanosMutations: readonly Mutation[] = [
  ofThanos(
    'TLS to a plain collector',
    'the collector answers no TLS handshake',
    function* ({ path }) {
      yield [[[...path, 'config', 'insecure'], undefined]];
      yield [[[...path, 'config', 'insecure'], false]];
    },
  ),
  ofThanos('quoted boolean', exits, function* ({ path }) {
    yield [[[...path, 'config', 'insecure'], 'true']];
  }),
  ofThanos('unknown type', exits, function* ({ path }) {
    yield [[[...path, 'type'], 'OTEL']];
  }),
  ofThanos('unknown client', exits, function* ({ path }) {
    yield [[[...path, 'config', 'client_type'], 'tcp']];
    yield [[[...path, 'config', 'client_type'], undefined]];
  }),
  ofThanos('client in capitals', `from 0.39.0 on, ${exits}`, function* ({ path, image }) {
    if (image && /^v0\.(39|4)/.test(image.version))
      yield [[[...path, 'config', 'client_type'], 'GRPC']];
  }),
  ofThanos(
    'client of another protocol',
    'HTTP and gRPC cannot read each other',
    function* (thanos) {
      const other = at(thanos.settings, 'config', 'client_type') === 'grpc' ? 'http' : 'grpc';
      yield [[[...thanos.path, 'config', 'client_type'], other]];
    },
  ),
  ofThanos('key beside config', exits, function* ({ path }) {
    yield [[[...path, 'insecure'], true]];
  }),
  ofThanos('keys without config', exits, function* ({ path, settings }) {
    yield [[path, { type: 'OTLP', ...record(at(settings, 'config')) }]];
  }),
  ofThanos('key of another type', 'it is ignored without a word', function* ({ path }) {
    yield [[[...path, 'config', 'sample_factor'], 16]];
  }),
  ofThanos('misspelt key', 'it is ignored without a word', function* ({ path, settings }) {
    const config = record(at(settings, 'config'));
    yield [[[...path, 'config'], { ...config, service_name: undefined, servicename: 'thanos' }]];
  }),
  ofThanos('unknown sampler', everything, function* ({ path }) {
    yield [[[...path, 'config', 'sampler_type'], 'ratio']];
  }),
  ofThanos('ratio that is no fraction', everything, function* ({ path, settings }) {
    if (at(settings, 'config', 'sampler_param') === undefined) return;
    yield [[[...path, 'config', 'sampler_param'], '16']];
  }),
  ofThanos('sampler of a later release', everything, function* ({ settings, image }) {
    if (!image || !String(at(settings, 'config', 'sampler_type')).startsWith('parentbased')) return;
    yield [[image.path, 'quay.io/thanos/thanos:v0.34.1']];
  }),
  ofThanos('settings of a later release', exits, function* ({ image }) {
    if (image) yield [[image.path, 'quay.io/thanos/thanos:v0.28.1']];
  }),
  ofThanos('flag twice', 'kingpin refuses a repeated flag', function* ({ object, path }) {
    const argument = at(object, ...path);
    if (typeof argument !== 'string' || typeof path.at(-1) !== 'number') return;
    const args = path.slice(0, -1);
    yield [[args, [...list(at(object, ...args)), argument]]];
  }),
  ofThanos('folded settings', `a folded text is one line: ${exits}`, function* ({ object, path }) {
    const argument = at(object, ...path);
    if (typeof argument !== 'string') return;
    yield [[path, argument.replaceAll(/\n\s*/g, ' ')]];
  }),
  breaking('file of another name', exits, ['Deployment'], function* (deployment) {
    const args: Path = ['spec', 'template', 'spec', 'containers', 0, 'args'];
    for (const [index, argument] of list(at(deployment, ...args)).entries()) {
      if (!String(argument).startsWith('--tracing.config-file=')) continue;
      yield [[[...args, index], `${argument}.yml`]];
      yield [[['spec', 'template', 'spec', 'containers', 0, 'volumeMounts'], []]];
    }
  }),
];

function ofThanos(
  name: string,
  because: string,
  edits: (thanos: Thanos) => Iterable<Edit>,
): Mutation {
  return {
    name,
    because,
    *of(stack): Generator<Mutant> {
      for (const thanos of thanosIn(stack)) {
        const clients = ofKind(stack, 'Deployment', 'StatefulSet').filter((object) =>
          String(at(object, 'metadata', 'name')).startsWith('thanos'),
        );
        for (const edit of edits(thanos)) yield change(stack, thanos.object, edit, clients);
      }
    },
  };
}

function thanosIn(stack: Stack): Thanos[] {
  return ofKind(stack, 'Deployment', 'StatefulSet', 'ConfigMap').flatMap((object): Thanos[] => {
    if (object.kind === 'ConfigMap') {
      const path: Path = ['data', 'tracing.yaml'];
      const settings = valueAt(object, path);
      return at(settings, 'config') === undefined ? [] : [{ object, path, settings }];
    }
    const container: Path = ['spec', 'template', 'spec', 'containers', 0];
    const image = text(at(object, ...container, 'image')) ?? '';
    return list(at(object, ...container, 'args')).flatMap((argument, index): Thanos[] => {
      if (!String(argument).startsWith('--tracing.config=')) return [];
      const path: Path = [...container, 'args', index];
      const version = image.split(':').at(-1) ?? '';
      const release = { path: [...container, 'image'], version };
      return [{ object, path, settings: valueAt(object, path), image: release }];
    });
  });
}
