import type { ElasticsearchClient } from '../../../../model/elasticsearch/clients.ts';
import { type Container, envVar } from '../../../../model/kubernetes/workloads.ts';
import {
  type IndexJobKind,
  indexJobArgumentsProblem,
  indexJobTlsProblem,
  meantVariable,
} from '../../../../upstream/elasticsearch/index-jobs.ts';
import type { Finding, Rule } from '../../../rule.ts';

/** A written index job with arguments that it does not take, or variables that it does not read. */
export const indexJob: Rule = {
  id: 'storage/index-job',
  severity: 'error',
  rationale: 'the job does not start, or does not see the setting and deletes or moves no index',
  source: 'jaeger v1.51.0 cmd/es-index-cleaner and cmd/es-rollover; jaeger#3228',
  *check({ elasticsearchClients }) {
    for (const client of elasticsearchClients) {
      const { kind, container } = client;
      if (!container || kind === 'jaeger' || kind === 'jaeger-v2') continue;
      yield* variableFindings(client, kind, container);
      if (kind !== 'spark-dependencies') yield* tlsFindings(client, container);
      yield* argumentFindings(client, kind, container);
    }
  },
};

function* variableFindings(
  { object, label }: ElasticsearchClient,
  kind: IndexJobKind,
  container: Container,
): Iterable<Finding> {
  const names = new Set(container.env.map(({ name }) => name));
  for (const { name, path } of container.env) {
    const meant = meantVariable(kind, name);
    // one that is also given by its right name is meant for something else
    if (meant === undefined || names.has(meant)) continue;
    yield {
      object,
      path: [...path, 'name'],
      message: `${label} runs ${kind}, which does not read ${name}`,
      fix: meant,
    };
  }
}

function* tlsFindings(
  { object, label }: ElasticsearchClient,
  container: Container,
): Iterable<Finding> {
  const found = indexJobTlsProblem((name) => {
    const variable = envVar(container.env, name);
    return variable && (variable.value ?? '');
  });
  const variable = found && envVar(container.env, found.variable);
  if (!variable) return;
  yield { object, path: variable.path, message: `${found.problem}, in ${label}` };
}

function* argumentFindings(
  { object, label }: ElasticsearchClient,
  kind: IndexJobKind,
  container: Container,
): Iterable<Finding> {
  const words = positional(container);
  if (!words) return;
  const found = indexJobArgumentsProblem(
    kind,
    words.map(({ text }) => text),
  );
  if (!found) return;
  const { index, problem } = found;
  yield {
    object,
    path: words[index]?.path ?? [...container.path, 'args'],
    message: `${problem}, in ${label}`,
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
    else if (!word.text.includes('=') && takesValue(word.text)) index++;
  }
  return found;
}

// flags that are on when they stand alone
function takesValue(flag: string): boolean {
  return !/^--?(?:archive|rollover|es\.use-ilm|skip-dependencies|es\.tls\.enabled|es\.tls\.skip-host-verify|help|h)$/.test(
    flag,
  );
}
