import { isFilledByWebhook } from '../../../../model/kubernetes/injectors.ts';
import {
  type Container,
  type EnvVar,
  envVar,
  runningContainers,
  type Workload,
} from '../../../../model/kubernetes/workloads.ts';
import {
  type IndexJobKind,
  indexJobArgumentsProblem,
  indexJobTlsProblem,
  isIndexJobSwitch,
  meantVariable,
  sparkServerVariable,
} from '../../../../upstream/elasticsearch/index-jobs.ts';
import type { Problem } from '../../../../upstream/values/problem.ts';
import { list } from '../../../../upstream/values/unknown.ts';
import type { Rule } from '../../../rule.ts';

/** A written index job with arguments that it does not take, or variables that it does not read. */
export const indexJob: Rule = {
  id: 'storage/index-job',
  severity: 'error',
  rationale: 'the job fails to start, or ignores the setting and deletes or rolls over no index',
  source: 'jaeger v1.51.0 cmd/es-index-cleaner and cmd/es-rollover; jaeger#3228',
  ignoreWhen:
    'the image under that name is a build of your own, which takes other arguments or reads that variable',
  visit: () => ({
    *elasticsearchClient({ kind, container, label, workload }) {
      if (!container || kind === 'jaeger' || kind === 'jaeger-v2') return;
      yield* variableProblems(label, kind, container);
      if (kind === 'spark-dependencies' && workload && !mayBeElsewhere(workload, container)) {
        yield* serverProblems(label, container);
      }
      if (kind !== 'spark-dependencies') yield* tlsProblems(label, container);
      yield* argumentProblems(label, kind, container);
    },
  }),
};

function* variableProblems(
  label: string,
  kind: IndexJobKind,
  container: Container,
): Iterable<Problem> {
  const names = new Set(container.env.map(({ name }) => name));
  for (const { name, path } of container.env) {
    const meant = meantVariable(kind, name);
    // one that is also given by its right name is meant for something else
    if (meant === undefined || names.has(meant)) continue;
    yield {
      path: [...path, 'name'],
      message: `${label} runs ${kind}, which does not read ${name}`,
      fix: meant,
    };
  }
}

/** Whether what runs beside Spark may have the storage, or a script or a property tells where it is. */
function mayBeElsewhere(workload: Workload, { value, env }: Container): boolean {
  return (
    runningContainers(workload).length !== 1 ||
    workload.podSpec.hostNetwork === true ||
    isFilledByWebhook(workload) ||
    value.command !== undefined ||
    envVar(env, 'JAVA_OPTS') !== undefined
  );
}

/** Spark that is told a storage, and not where it is. */
function* serverProblems(label: string, container: Container): Iterable<Problem> {
  const storage = envVar(container.env, 'STORAGE');
  const needed = sparkServerVariable(storage?.value ?? '');
  if (!storage || !needed || list(container.value.envFrom).length > 0) return;
  const isMeant = ({ name }: EnvVar) =>
    name === needed || meantVariable('spark-dependencies', name) === needed;
  if (container.env.some(isMeant)) return;
  yield {
    path: [...storage.path, 'value'],
    message: `${label} is given storage ${storage.value} and no ${needed}, so that it looks for it in its own pod`,
  };
}

function* tlsProblems(label: string, container: Container): Iterable<Problem> {
  const found = indexJobTlsProblem((name) => {
    const variable = envVar(container.env, name);
    return variable && (variable.value ?? '');
  });
  const variable = found && envVar(container.env, found.variable);
  if (variable) yield { path: variable.path, message: `${found.problem}, in ${label}` };
}

function* argumentProblems(
  label: string,
  kind: IndexJobKind,
  container: Container,
): Iterable<Problem> {
  const words = positional(container);
  if (!words) return;
  const found = indexJobArgumentsProblem(
    kind,
    words.map(({ text }) => text),
  );
  if (!found) return;
  yield {
    path: words[found.index]?.path ?? [...container.path, 'args'],
    message: `${found.problem}, in ${label}`,
  };
}

/** Arguments without flags and their values; undefined when a shell or a variable hides them. */
function positional({ arguments: all, value }: Container): Container['arguments'] | undefined {
  const command = Array.isArray(value.command) ? value.command.length : 0;
  if (all.some(({ text }) => /\$[({]|\s|^sh$|\/(?:ba)?sh$/.test(text))) return undefined;
  // the program itself comes first where a command is given
  const words = command > 0 ? all.slice(1) : all;
  const found: Container['arguments'][number][] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word) continue;
    if (!word.text.startsWith('-')) found.push(word);
    else if (!word.text.includes('=') && !isIndexJobSwitch(word.text)) index++;
  }
  return found;
}
