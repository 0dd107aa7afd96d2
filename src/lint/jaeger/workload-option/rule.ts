import { type JaegerContainer, jaegerContainers } from '../../../model/jaeger/workloads.ts';
import type { Container, Flag } from '../../../model/kubernetes/workloads.ts';
import {
  flagProblem,
  flagsNamedSince,
  flagValueProblem,
  meantVariable,
  v1FlagOf,
} from '../../../upstream/jaeger/flags.ts';
import { storageVariableProblem } from '../../../upstream/jaeger/storage.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A flag or variable of a Jaeger that a workload runs, which it does not know or cannot read. */
export const workloadOption: Rule = {
  id: 'jaeger/workload-option',
  severity: 'error',
  rationale:
    'a Jaeger component fails to start with a flag that it does not know, and ignores an unknown environment variable',
  source: 'jaeger v1.51.0 and v1.76.0, flags that each component prints',
  ignoreWhen:
    'the image is your own build, or of a release whose flags the linter does not know, or another program in it reads the variable',
  visit: () => ({
    *workload(workload) {
      for (const item of jaegerContainers([workload])) {
        yield* flagProblems(item);
        yield* variableProblems(item);
      }
    },
  }),
};

function* flagProblems({ container, context, flags }: JaegerContainer): Iterable<Problem> {
  // this kind of sampling brings flags of its own
  const adaptive = container.env.some(({ name }) => name === 'SAMPLING_CONFIG_TYPE');
  for (const flag of flags) {
    const { name, path } = flag;
    if (name === 'h' || name === 'help' || (adaptive && name.startsWith('sampling.'))) continue;
    const unknown = context && flagProblem(name, context);
    if (unknown) {
      yield { ...unknown, path, ...ofOldRelease(container) };
      continue;
    }
    const message = isWritten(flag) ? flagValueProblem(name, flag.value) : undefined;
    if (message !== undefined) yield { path, message };
  }
}

/** Releases before those whose flags were read may have had others, some of which were renamed since. */
function ofOldRelease({ imageReference }: Container): Pick<Problem, 'severity'> {
  const version = imageReference?.version;
  return version !== undefined && !isAtLeast(version, flagsNamedSince)
    ? { severity: 'warning' }
    : {};
}

// a word behind a flag need not be its value
function isWritten(flag: Flag): flag is Flag & { readonly value: string } {
  return flag.value !== undefined && flag.offset > 0 && !/\$[({]/.test(flag.value);
}

function* variableProblems({ container, context }: JaegerContainer): Iterable<Problem> {
  const names = new Set(container.env.map(({ name }) => name));
  for (const { name, value, path } of container.env) {
    const meant = context && meantVariable(name, context);
    if (meant !== undefined && !names.has(meant)) {
      yield {
        path: [...path, 'name'],
        message: `${context?.component} does not read ${name}`,
        fix: meant,
        severity: 'warning',
      };
    } else if (value !== undefined && !/\$[({]/.test(value)) {
      const problem = valueProblem(name, value);
      if (problem) yield { ...problem, path };
    }
  }
}

function valueProblem(name: string, value: string): Problem | undefined {
  if (name === 'SPAN_STORAGE_TYPE') return storageVariableProblem(value);
  const message = flagValueProblem(v1FlagOf(name) ?? '', value);
  return message === undefined ? undefined : { message };
}
