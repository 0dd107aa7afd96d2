import { at, record, text } from '../../../src/upstream/values/unknown.ts';
import { change, type Manifest, type Mutation, ofKind, type Stack, textsOf } from './stack.ts';

const kinds = ['OpenTelemetryCollector', 'Instrumentation', 'Jaeger'];

/** What holds for every custom resource of the operators. */
export const resourceMutations: readonly Mutation[] = [
  {
    name: 'version that is not served',
    because: 'no matches for kind in version',
    *of(stack) {
      for (const object of ofKind(stack, ...kinds)) {
        yield change(stack, object, [[['apiVersion'], `${groupOf(object)}/v2`]]);
      }
    },
  },
  {
    name: 'misspelt group',
    because: 'no matches for kind in version',
    *of(stack) {
      for (const object of ofKind(stack, ...kinds)) {
        const version = text(at(object, 'apiVersion'))?.split('/')[1];
        yield change(stack, object, [
          [
            ['apiVersion'],
            `${groupOf(object)?.replace('tr', 't').replace('tele', 'tel')}/${version}`,
          ],
        ]);
      }
    },
  },
  {
    name: 'misspelt kind',
    because: 'no matches for kind',
    *of(stack) {
      for (const object of ofKind(stack, ...kinds)) {
        const mutant = change(stack, object, [[['kind'], `${object.kind}s`]]);
        const name = `${object.kind}s/${at(object, 'metadata', 'namespace')}/${at(object, 'metadata', 'name')}`;
        yield { ...mutant, blame: [name] };
      }
    },
  },
  {
    name: 'misspelt field',
    because: 'kubectl refuses it, and the API server drops it for every other client',
    *of(stack) {
      for (const object of ofKind(stack, ...kinds)) {
        for (const [key, value] of Object.entries(record(object.spec))) {
          const { [key]: _, ...others } = record(object.spec);
          yield change(stack, object, [[['spec'], { ...others, [`${key}z`]: value }]]);
        }
      }
    },
  },
  {
    name: 'spec at the top',
    because: 'kubectl refuses unknown fields, and the resource has no spec',
    *of(stack) {
      for (const object of ofKind(stack, 'OpenTelemetryCollector', 'Jaeger')) {
        const { spec, ...others } = object;
        const mutant = change(stack, object, [[['spec'], undefined]]);
        yield {
          ...mutant,
          make: () =>
            stack.objects.map((other) =>
              other === object ? { ...others, ...record(spec) } : other,
            ),
        };
      }
    },
  },
  {
    name: 'text for number',
    because: 'the API server refuses a value of another type',
    *of(stack) {
      for (const object of ofKind(stack, 'OpenTelemetryCollector')) {
        yield change(stack, object, [[['spec', 'replicas'], '2']]);
        yield change(stack, object, [[['spec', 'mode'], 'Deployment']]);
        yield change(stack, object, [[['spec', 'managementState'], true]]);
      }
    },
  },
  {
    name: 'resource renamed',
    because: 'its Services are renamed with it, and senders get no answer for the old names',
    *of(stack) {
      for (const object of ofKind(stack, 'OpenTelemetryCollector', 'Jaeger')) {
        const name = text(at(object, 'metadata', 'name')) ?? '';
        const senders = sendersTo(stack, object);
        if (senders.length === 0) continue;
        yield change(stack, object, [[['metadata', 'name'], `${name}s`]], senders);
      }
    },
  },
  {
    name: 'resource moved',
    because: 'its Services move with it, and senders get no answer in the old namespace',
    *of(stack) {
      for (const object of ofKind(stack, 'OpenTelemetryCollector', 'Jaeger')) {
        const senders = sendersTo(stack, object);
        if (senders.length > 0)
          yield change(stack, object, [[['metadata', 'namespace'], 'monitoring']], senders);
      }
    },
  },
  {
    name: 'name twice',
    because: 'the later one replaces the earlier one',
    *of(stack) {
      for (const object of ofKind(stack, ...kinds, 'ConfigMap', 'Deployment')) {
        const { what, blame } = change(stack, object, [
          [['metadata', 'name'], at(object, 'metadata', 'name')],
        ]);
        yield {
          what,
          blame,
          make: () => [
            ...stack.objects,
            { ...object, metadata: { ...record(object.metadata), labels: { a: 'b' } } },
          ],
        };
      }
    },
  },
];

function groupOf(object: Manifest): string | undefined {
  return text(at(object, 'apiVersion'))?.split('/')[0];
}

/** Objects that name a Service of a resource in an address. */
function sendersTo(stack: Stack, resource: Manifest): Manifest[] {
  const name = text(at(resource, 'metadata', 'name')) ?? '';
  const address = new RegExp(
    String.raw`(^|[/@ ])${name}-(collector|query)(-headless)?(\.[\w.-]+)?:\d`,
  );
  return stack.objects.filter(
    (object) =>
      object !== resource && [...textsOf(object)].some(({ value }) => address.test(value)),
  );
}
