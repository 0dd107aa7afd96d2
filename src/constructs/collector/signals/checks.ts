import { handledSignals, joinsSignals } from '../../../upstream/collector/components.ts';
import { componentType } from '../../../upstream/otel-operator/ports.ts';
import { ownedProblem, yamlProblem } from '../../props/refuse.ts';
import type { Components } from '../components.ts';
import type { NamedCollectorProps } from '../props.ts';
import { type OwnKind, type TakenSignal, takenSignals } from './pipelines.ts';

type Problem = string | undefined;

const kinds: readonly OwnKind[] = ['receivers', 'processors', 'exporters'];

/** Why signals are not taken so, undefined entries where they are. */
export function signalsProblems(props: NamedCollectorProps): Problem[] {
  const taken = takenSignals(props);
  return [
    ...taken.flatMap((one) => [
      ownedProblem('pipelines', props.pipelines, { [one.signal]: `signals.${one.signal}` }),
      ownedProblem(`signals.${one.signal}.receivers`, one.receivers, { otlp: 'receivers' }),
      ownedProblem(`signals.${one.signal}.processors`, one.processors, {
        memory_limiter: 'memoryLimiter',
        batch: 'batch',
      }),
      ...kinds.map((kind) =>
        yamlProblem(`signals.${one.signal}.${kind}`, one[kind], props.apiVersion === 'v1alpha1'),
      ),
      ...kinds.flatMap((kind) => Object.keys(one[kind]).map((id) => handledProblem(one, kind, id))),
      ...one.connectors.map((id) => connectorProblem(one, id, props)),
      idleProblem(one, props),
    ]),
    ...kinds.flatMap((kind) => sameIdProblems(props, taken, kind)),
  ];
}

function handledProblem({ signal }: TakenSignal, kind: OwnKind, id: string): Problem {
  const handled = handledSignals(kind, componentType(id));
  return handled.length === 0 || handled.includes(signal)
    ? undefined
    : `signals.${signal}.${kind} must handle ${signal}, got ${id}, which handles ${handled.join(' and ')} alone`;
}

function connectorProblem(
  { signal }: TakenSignal,
  id: string,
  { connectors = {} }: NamedCollectorProps,
): Problem {
  if (!Object.hasOwn(connectors, id)) {
    return `signals.${signal}.connectors must be ids of connectors, got '${id}', which is none of them`;
  }
  return joinsSignals(componentType(id), 'traces', signal) === false
    ? `signals.${signal}.connectors must make ${signal} of spans, got ${id}, which does not`
    : undefined;
}

function idleProblem(taken: TakenSignal, props: NamedCollectorProps): Problem {
  const { protocols, receivers, exportToKafka, receiveFromKafka } = props;
  const { signal, connectors, exportTo } = taken;
  const what = `signals.${signal}`;
  const open = protocols ?? ['otlp-grpc'];
  const otlp = open.some((one) => one.startsWith('otlp-')) || receivers?.otlp !== undefined;
  const read = receiveFromKafka?.[signal] !== undefined;
  if (!otlp && !read && connectors.length + Object.keys(taken.receivers).length === 0) {
    return `${what} must take something: add otlp-grpc or otlp-http to protocols, or set ${what}.receivers, got neither`;
  }
  if (exportToKafka?.[signal] !== undefined) return undefined;
  return exportTo.length + Object.keys(taken.exporters).length === 0
    ? `${what} must lead somewhere: set ${what}.exportTo or ${what}.exporters, got neither`
    : undefined;
}

/** Ids that have one meaning in a configuration, whatever pipelines name them. */
function sameIdProblems(
  props: NamedCollectorProps,
  taken: readonly TakenSignal[],
  kind: OwnKind,
): Problem[] {
  const seen = new Map<string, { readonly what: string; readonly text: string }>();
  const sets: (readonly [string, Components])[] = [
    [kind, props[kind] ?? {}],
    ...taken.map((one) => [`signals.${one.signal}.${kind}`, one[kind]] as const),
  ];
  return sets.flatMap(([what, components]) =>
    Object.entries(components).map(([id, settings]) => {
      const text = JSON.stringify(settings);
      const before = seen.get(id) ?? { what, text };
      seen.set(id, before);
      return before.text === text
        ? undefined
        : `${what} must not set ${id}, which ${before.what} has with other settings; call it ${componentType(id)}/${what.split('.')[1]}`;
    }),
  );
}
