import { at, text } from '../../../src/upstream/values/unknown.ts';
import type { Path } from '../../../src/yaml/locate.ts';
import { breaking, type Edit } from './breaking.ts';
import { type Manifest, type Mutation, ofKind, type Stack } from './stack.ts';

/** Settings that Tekton does not read, or does not start with. */
export const tektonMutations: readonly Mutation[] = [
  ofTekton('boolean for text', 'the API server refuses a ConfigMap with anything but texts', () => [
    [[['data', 'enabled'], true]],
  ]),
  ofTekton('boolean that Go does not read', 'the controller exits at start', () => [
    [[['data', 'enabled'], 'yes']],
  ]),
  ofTekton('no enabled', 'the default is false', () => [[[['data', 'enabled'], undefined]]]),
  ofTekton('misspelt key', 'it is ignored without a word', (config) => [
    [
      [['data', 'endPoint'], at(config, 'data', 'endpoint')],
      [['data', 'endpoint'], undefined],
    ],
  ]),
  ofTekton('settings in the example', 'the controller never reads _example', (config) => [
    [[['data'], { _example: `enabled: "true"\nendpoint: ${at(config, 'data', 'endpoint')}\n` }]],
  ]),
  ofTekton(
    'another namespace',
    'the controller reads its own namespace and no other',
    function* (_, stack) {
      const known = ofKind(stack, 'Deployment').some(
        (object) => at(object, 'metadata', 'namespace') === 'tekton-pipelines',
      );
      if (known) yield [[['metadata', 'namespace'], 'monitoring']];
    },
  ),
  breaking(
    'release that speaks thrift',
    'before 0.58.0, Tekton sends Jaeger thrift, which an OTLP receiver cannot read',
    ['Deployment'],
    function* (deployment) {
      const container: Path = ['spec', 'template', 'spec', 'containers', 0, 'image'];
      const image = text(at(deployment, ...container)) ?? '';
      const label: Path = ['spec', 'template', 'metadata', 'labels', 'app.kubernetes.io/version'];
      if (!image.includes('tektoncd/pipeline/controller')) return;
      yield [
        [container, image.replace(/:v.*/, ':v0.55.0')],
        [label, 'v0.55.0'],
      ];
    },
    (stack) => ofKind(stack, 'ConfigMap'),
  ),
];

function ofTekton(
  name: string,
  because: string,
  edits: (config: Manifest, stack: Stack) => Iterable<Edit>,
): Mutation {
  const controllers = (stack: Stack) =>
    ofKind(stack, 'Deployment').filter(
      (object) => at(object, 'metadata', 'namespace') === 'tekton-pipelines',
    );
  return breaking(
    name,
    because,
    ['ConfigMap'],
    function* (config, stack) {
      if (at(config, 'metadata', 'name') === 'config-tracing') yield* edits(config, stack);
    },
    controllers,
  );
}
