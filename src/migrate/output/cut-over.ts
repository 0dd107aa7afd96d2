import { jaegerV2Names } from '../../upstream/jaeger/v2/names.ts';
import { collectorNames } from '../../upstream/otel-operator/collector-names.ts';
import type { Source } from '../source/component.ts';
import type { CutOverStep, Draft, Step } from './draft.ts';
import { type SteppedObject, steps } from './write.ts';

/** How to get from Jaeger v1 to v2 without losing a span. */
export interface CutOver {
  /** Files of the objects, by the step that they are applied in. */
  readonly files: ReadonlyMap<Step, string>;
  /** What to do, in order; `{file}` stands for the folder of the files. */
  readonly steps: readonly CutOverStep[];
}

/** The way from a Jaeger v1 to the v2 that does the same. */
export function cutOverOf(
  source: Source,
  draft: Draft,
  objects: readonly SteppedObject[],
): CutOver {
  const used = steps.filter((step) => objects.some((one) => one.step === step));
  const isSplit = used.includes('query');
  const files = new Map(
    used.map((step, index): [Step, string] => [
      step,
      `${index + 1}-${step === 'collector' && !isSplit ? 'jaeger' : step}.k8s.yaml`,
    ]),
  );
  const way = source.name === draft.name ? inPlace : sideBySide;
  return { files, steps: [...draft.preparations, ...way(source, draft, files)] };
}

function sideBySide(source: Source, draft: Draft, files: ReadonlyMap<Step, string>): CutOverStep[] {
  const { namespace, name } = draft;
  const kubectl = `kubectl -n ${namespace}`;
  const apply = (step: Step) => {
    const file = files.get(step);
    return file === undefined ? [] : [`kubectl apply --server-side -f {folder}/${file}`];
  };
  const query = files.has('query') ? jaegerV2Names(name).query : name;
  const ready = (cr: string) =>
    `${kubectl} rollout status ${source.storage === 'badger' ? 'statefulset' : 'deployment'}/${collectorNames(cr).workload}`;
  const ingester = source.strategy === 'streaming' ? [jaegerV2Names(name).ingester] : [];
  const service = jaegerV2Names(name).queryService;
  const collector = collectorNames(name).service;
  const whatQueries = files.has('query') ? 'query' : 'collector';
  const see = `${kubectl} port-forward service/${service} 16686   # http://localhost:16686${draft.props.basePath ?? ''}`;
  const isShared = source.storage !== 'memory' && source.storage !== 'badger';
  return [
    {
      title: isShared
        ? 'Apply the part that answers queries, and check that it finds the traces of yesterday: v2 reads what v1 has written, v1 before 1.69 does not read what v2 writes'
        : 'Apply Jaeger v2; it starts empty',
      commands: [...apply(whatQueries), ready(query), see],
    },
    {
      title: `Point those who read traces to it: links, and Grafana's data source at http://${service}.${namespace}.svc:16686`,
      commands: files.has('ui') ? [...source.releaseIngress, ...apply('ui')] : [],
    },
    ...(files.has('query')
      ? [
          {
            title: 'Apply the part that receives spans, beside that of v1',
            commands: [...apply('collector'), ready(name), ...ingester.map(ready)],
          },
        ]
      : []),
    {
      title: `Point senders from ${source.receivers.join(' and ') || 'v1'} to ${collector}.${namespace}.svc, each to one of them only: OTLP at 4317 and 4318, the older protocols at the ports that they had`,
      commands: [],
    },
    {
      title: 'When v1 receives no more spans, delete it',
      commands: [...source.stillReceiving, ...source.removal],
    },
    ...(files.has('names')
      ? [
          {
            title: 'Give its names to v2, for senders and links that nobody has changed',
            commands: apply('names'),
          },
        ]
      : []),
  ];
}

/** Under the same name both cannot run at once: what senders do not keep meanwhile is lost. */
function inPlace(source: Source, draft: Draft, files: ReadonlyMap<Step, string>): CutOverStep[] {
  const kubectl = `kubectl -n ${draft.namespace}`;
  return [
    {
      title: `Delete v1, which has the name ${draft.name}. Spans that senders do not keep meanwhile are lost; without --name, v2 runs beside v1 first`,
      commands: source.removal,
    },
    {
      title: 'Apply Jaeger v2',
      commands: [...files.values()].map(
        (file) => `kubectl apply --server-side -f {folder}/${file}`,
      ),
    },
    {
      title: 'See that it runs',
      commands: [`${kubectl} get opentelemetrycollectors`],
    },
  ];
}
