import path from 'node:path';
import { inRepository, isBuilt } from '../../model/kubernetes/built-file.ts';
import { operatorGroups } from '../../upstream/operator/webhooks.ts';
import type { Plan } from '../plan.ts';
import type { PlannedObject, Step, Wait } from '../step.ts';

/** A file, with its objects, and the steps that they are of. */
interface PlannedFile {
  readonly file: string;
  readonly steps: readonly Step[];
  readonly objects: readonly PlannedObject[];
}

const head = [
  '( set -e # a wait that fails ends it',
  'retry() { for _ in 1 2 3 4 5 6; do "$@" && return; sleep 3; done; false; }',
  'apply() { kubectl apply --server-side --field-manager=cdk8s-tracing "$@"; }',
  '',
];

/**
 * Commands for whoever has no more than kubectl and a shell: the files in the order of the plan, each whole, and after the last file of a step
 * its waits.
 *
 * @throws if a file has both what must be waited for and what is refused without that
 */
export function kubectlScript(plan: Plan): string {
  const files = filesInOrder(plan);
  for (const file of files) refuseBarrier(file);
  const waited = plan.steps.map(({ waits }, index) => ({
    waits,
    after: files.findLastIndex(({ objects }) =>
      plan.steps[index]?.objects.some((object) => objects.includes(object)),
    ),
  }));
  const lines = files.flatMap((file, place) => [
    applyLine(file),
    ...waited
      .filter(({ after }) => after === place)
      .flatMap(({ waits }) => waitLines(waits.filter((wait) => !isOwnNamespace(wait, plan)))),
  ]);
  return [...head, ...lines, ')'].map((line) => `${line}\n`).join('');
}

function filesInOrder({ steps }: Plan): PlannedFile[] {
  const files = new Map<string, PlannedFile>();
  for (const step of steps) {
    for (const object of step.objects) {
      const file = object.file ?? '-';
      const known = files.get(file) ?? { steps: [], objects: [] };
      files.set(file, {
        file,
        steps: [...new Set([...known.steps, step])],
        objects: [...known.objects, object],
      });
    }
  }
  const lastOf = (file: PlannedFile) => steps.indexOf(file.steps.at(-1) as Step);
  // those of one step as they were read
  return [...files.values()].sort((a, b) => lastOf(a) - lastOf(b));
}

/** Steps without whose waits what comes later is refused; that of others comes up by itself. */
const barriers = ['definitions', 'webhooks'];

function refuseBarrier({ file, steps }: PlannedFile): void {
  const barrier = steps.slice(0, -1).find(({ id }) => barriers.includes(id));
  if (!barrier) return;
  throw new Error(
    `${file} has ${barrier.title} and what has to wait for them, so that kubectl cannot apply it whole; tracing apply can`,
  );
}

function applyLine({ file, objects }: PlannedFile): string {
  const [first] = objects;
  if (objects.length === 1 && first?.shared && !first.shared.mayCreate) {
    const { kind, namespace, name } = first;
    const what = `${word(kind.toLowerCase())} ${word(name)}`;
    const patch = `kubectl -n ${word(namespace)} patch ${what} --type=merge`;
    return isBuilt(file)
      ? `kubectl kustomize ${word(folderOf(file))} | ${patch} --patch-file=/dev/stdin`
      : `${patch} --patch-file=${word(file)}`;
  }
  const asked = objects.some(({ apiVersion }) =>
    operatorGroups.includes(apiVersion.split('/')[0] ?? ''),
  );
  const forced = objects.some(({ shared }) => shared) ? ' --force-conflicts' : '';
  const from = isBuilt(file) ? `-k ${word(folderOf(file))}` : `-f ${word(file)}`;
  return `${asked ? 'retry ' : ''}apply${forced} ${from}`;
}

/** The folder of a kustomization, by what was built of it. */
function folderOf(built: string): string {
  return path.dirname(inRepository({ file: built }).file);
}

/** How kubectl waits, by what is waited for; what has no command comes up by itself, or is tried again. */
const commands: Readonly<Record<string, string>> = {
  established: 'wait --for=condition=Established --timeout=60s',
  issued: 'wait --for=condition=Ready --timeout=120s',
  complete: 'wait --for=condition=complete --timeout=300s',
  'rolled-out': 'rollout status --timeout=300s',
  'trusted CustomResourceDefinition':
    "wait --for=jsonpath='{.spec.conversion.webhook.clientConfig.caBundle}' --timeout=60s",
  trusted: "wait --for=jsonpath='{.webhooks[0].clientConfig.caBundle}' --timeout=60s",
  'observed Jaeger': "wait --for=jsonpath='{.status.phase}'=Running --timeout=60s",
  observed: "wait --for=jsonpath='{.status.version}' --timeout=60s",
  active: "wait --for=jsonpath='{.status.phase}'=Active --timeout=60s",
};

/** Whether a namespace is there as soon as it is applied. */
function isOwnNamespace({ until, object }: Wait, { steps }: Plan): boolean {
  const isIt = (one: PlannedObject) => one.kind === object.kind && one.name === object.name;
  return until === 'active' && steps.some(({ objects }) => objects.some(isIt));
}

/** A text as one word of a shell, whatever is in it: names are anybody's. */
function word(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function waitLines(waits: readonly Wait[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { until, object, madeOf } of waits) {
    const command = commands[`${until} ${object.kind}`] ?? commands[until];
    if (command === undefined) continue;
    const kubectl = object.namespace === '' ? 'kubectl' : `kubectl -n ${word(object.namespace)}`;
    const name = word(`${object.kind.toLowerCase()}/${object.name}`);
    // an operator, or who installs charts, makes it a moment later
    if (madeOf !== undefined || until === 'active')
      groups.set(`retry ${kubectl} get -o name ${name}`, []);
    // a rollout is that of one
    if (until === 'rolled-out') groups.set(`${kubectl} ${command} ${name}`, []);
    else {
      const key = `${kubectl} ${command}`;
      groups.set(key, [...(groups.get(key) ?? []), name]);
    }
  }
  return [...groups].map(([command, names]) =>
    names.length > 1 ? [command, ...names].join(' \\\n  ') : [command, ...names].join(' '),
  );
}
