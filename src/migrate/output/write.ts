import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { cassandra } from '../../constructs/cassandra/storage.ts';
import { elasticsearch, opensearch } from '../../constructs/elasticsearch/storage.ts';
import { badger, memory } from '../../constructs/jaeger/local-storage.ts';
import { JaegerV2 } from '../../constructs/jaeger/v2/instance.ts';
import type { JaegerV2Props } from '../../constructs/jaeger/v2/props.ts';
import { remoteStorage } from '../../constructs/jaeger/v2/remote-storage.ts';
import type { ReceiverProtocol } from '../../upstream/collector/component-names.ts';
import { versions } from '../../upstream/operator/versions.ts';
import { isRecord } from '../../upstream/values/unknown.ts';
import type { Draft, Step } from './draft.ts';
import { type Addition, additions } from './patches.ts';

/** Storage as it is written in a program: a function and its props. */
export interface StorageCall {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** A Jaeger v2 as a program writes it. */
export interface Program {
  readonly name: string;
  readonly namespace: string;
  readonly storage: StorageCall;
  /** Props of the construct but for the storage. */
  readonly props: Readonly<Record<string, unknown>>;
  /** Additions to objects of the construct, by the ids of their nodes. */
  readonly additions: ReadonlyMap<string, readonly Addition[]>;
  /** Objects beside those of the construct. */
  readonly objects: Draft['objects'];
}

/** An object and the step that it is applied in. */
export interface SteppedObject {
  readonly step: Step;
  readonly object: unknown;
}

const makers: Readonly<Record<string, (props: never) => JaegerV2Props['storage']>> = {
  elasticsearch,
  badger,
  cassandra,
  memory,
  opensearch,
  remoteStorage,
};

/**
 * The program that a draft comes to.
 *
 * @throws if the construct refuses the draft
 */
export function programOf(draft: Draft, storage: StorageCall): Program {
  const { name, namespace, objects } = draft;
  const config = Object.fromEntries(Object.entries(draft.config).filter(([, one]) => isUsed(one)));
  const isUsual = draft.release === versions.jaegerV2;
  const props = {
    name,
    ...(!isUsual && { version: draft.release }),
    ...draft.props,
    ...(isUsed(draft.labels) && { labels: draft.labels }),
    ...(isUsed(draft.kafka) && { kafka: draft.kafka }),
    ...(isUsed(draft.spec) && { extraSpec: draft.spec }),
    ...(isUsed(config) && { extraConfig: config }),
  };
  const program = { name, namespace, storage, props, additions: new Map(), objects };
  const { jaeger } = construct(program);
  const children = [...new Set(draft.patches.map(({ child }) => child))];
  return {
    ...program,
    additions: new Map(
      children.flatMap((child) => {
        const object = ApiObject.of(jaeger.node.findChild(child)).toJson();
        const added = additions(
          object,
          draft.patches.filter((patch) => patch.child === child),
        );
        return added.length === 0 ? [] : [[child, added]];
      }),
    ),
  };
}

/** Runs a program: its objects, in the order of application. */
export function run(program: Program): SteppedObject[] {
  const { jaeger } = construct(program);
  const isSplit = jaeger.node.tryFindChild('query') !== undefined;
  const own = jaeger.node.findAll().filter(ApiObject.isApiObject);
  const made = own.map((object): SteppedObject => {
    // what a chain of nodes below the construct is called, the first of them says
    const id = object.node.scopes[jaeger.node.scopes.length]?.node.id ?? '';
    return { step: stepOf(id, isSplit), object: object.toJson() };
  });
  const beside = program.objects.map(({ step, object }) => ({ step, object }));
  return steps.flatMap((step) => [...beside, ...made].filter((one) => one.step === step));
}

/** Steps in the order of application. */
export const steps: readonly Step[] = ['query', 'ui', 'collector', 'names'];

function stepOf(id: string, isSplit: boolean): Step {
  if (id === 'Ingress') return 'ui';
  return isSplit && inQueryStep.includes(id) ? 'query' : 'collector';
}

// the pods that query wait for the aliases of the archive, which this job makes where they are not there yet
const inQueryStep: readonly string[] = ['query', 'QueryService', 'Ui', 'RolloverInit'];

function construct({ name, namespace, storage, props, additions }: Program): {
  readonly jaeger: JaegerV2<ReceiverProtocol>;
} {
  const chart = new Chart(new App(), name, { namespace });
  const make = makers[storage.type];
  if (make === undefined) throw new Error(`storage ${storage.type} has no construct`);
  // the props were put together one by one; the construct checks each of them at its door
  const all = {
    ...props,
    storage: make(storage.props as never),
  } as JaegerV2Props<ReceiverProtocol>;
  const jaeger = new JaegerV2(chart, 'Jaeger', all);
  for (const [child, added] of additions) {
    const patches = added.map(({ pointer, value }) => JsonPatch.add(pointer, value));
    ApiObject.of(jaeger.node.findChild(child)).addJsonPatch(...patches);
  }
  return { jaeger };
}

function isUsed(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length > 0;
}
