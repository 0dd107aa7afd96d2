import { expect, test } from 'vitest';
import { workloadPods } from '../../src/model/edge/pods.ts';
import type { Sender } from '../../src/model/edge/senders.ts';
import type { Service } from '../../src/model/edge/services.ts';
import { readObjects } from '../../src/model/kubernetes/objects.ts';
import { readWorkloads, type Workload } from '../../src/model/kubernetes/workloads.ts';
import { Releases } from '../../src/model/releases.ts';
import { type Cluster, type Subject, Subjects } from '../../src/model/subject.ts';

const objects = readObjects([
  { value: { kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'main' }] } } },
]);
const releases = new Releases();
const cluster: Cluster = { objects, workloads: readWorkloads(objects, releases), releases };

function sender<Kind extends string>(kind: Kind, workload: Workload): Sender<Kind> {
  const { object } = workload;
  const rest = { label: kind, namespace: '', address: 'b:1', enabled: true } as const;
  return { kind, client: object, object, path: [], grammar: 'host-port', ...rest };
}

interface Names {
  readonly names: readonly string[];
}

const first: Subject<Cluster, Names, Sender<'first'>> = {
  read: ({ workloads }) => ({ names: workloads.map(({ object }) => object.name) }),
  listening: (_, port) => (port < 10 ? { protocol: 'zipkin' } : undefined),
  senders: ({ workloads }) => workloads.map((workload) => sender('first', workload)),
};

interface Told extends Service {
  readonly told: string;
}

const second: Subject<Cluster & Names, { readonly count: number }, Sender<'second'>, Told> = {
  read: ({ names }) => ({ count: names.length }),
  resources: () => ({
    names: { suffixes: ['x'], usual: ['second'], roles: [] },
    resources: [],
  }),
  workloads: ({ workloads, count }) =>
    new Map(
      workloads.map((workload) => [
        workload,
        (service) => ({ ...service, told: `one of ${count}` }),
      ]),
    ),
  listening: (_, port) => (port < 20 ? { protocol: 'kafka' } : undefined),
  senders: ({ workloads }) => workloads.map((workload) => sender('second', workload)),
};

const both = Subjects.none.and(first).and(second);

test('a subject reads what those before it have read', () => {
  const { known, kinds, senders } = both.read(cluster);
  expect(known).toEqual({ ...cluster, names: ['a'], count: 1 });
  expect(kinds.map(({ names }) => names.suffixes)).toEqual([['x']]);
  expect(senders.map(({ kind }) => kind)).toEqual(['first', 'second']);
});

test('the first subject that knows what a container listens for counts', () => {
  const [container] = cluster.workloads[0]?.containers ?? [];
  const listens = (port: number) => container && both.listening(container, port)?.protocol;
  expect([5, 15, 25].map(listens)).toEqual(['zipkin', 'kafka', undefined]);
});

test('a Service is told what its workload runs, and what listens behind its ports', () => {
  const [workload] = cluster.workloads;
  if (!workload) throw new Error('the Pod must be a workload');
  const pods = workloadPods(workload, both.listening, both.read(cluster).runs.get(workload));
  const { object } = workload;
  const port = { port: 80, targetPort: 15, transport: 'TCP' } as const;
  const rest = { name: 's', namespace: '', derived: false, headless: false };
  expect(pods.complete({ ...rest, object, ports: [port] })).toMatchObject({
    workload,
    told: 'one of 1',
    ports: [{ port: 80, protocol: 'kafka' }],
  });
});
