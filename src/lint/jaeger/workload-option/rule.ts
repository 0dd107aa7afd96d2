import { type JaegerContainer, jaegerContainers } from '../../../model/jaeger/workloads.ts';
import {
  flagProblem,
  flagValueProblem,
  meantVariable,
  v1FlagOf,
} from '../../../upstream/jaeger/flags.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A flag or variable of a Jaeger that a workload runs, which it does not know or cannot read. */
export const workloadOption: Rule = {
  id: 'jaeger/workload-option',
  severity: 'error',
  rationale:
    'a component does not start with a flag that it does not know, and does not look at a variable of another name',
  source: 'jaeger v1.51.0 and v1.76.0, flags that each component prints',
  *check({ workloads }) {
    for (const item of jaegerContainers(workloads)) {
      yield* flagFindings(item);
      yield* variableFindings(item);
    }
  },
};

function* flagFindings({ container, context, flags }: JaegerContainer): Iterable<Finding> {
  // this kind of sampling brings flags of its own
  const adaptive = container.env.some(({ name }) => name === 'SAMPLING_CONFIG_TYPE');
  for (const { name, value, object, path, offset } of flags) {
    if (name === 'h' || name === 'help' || (adaptive && name.startsWith('sampling.'))) continue;
    const found = context && flagProblem(name, context);
    if (found) {
      yield {
        object,
        path,
        message: found.problem,
        fix: found.meant,
      };
      continue;
    }
    const written = value !== undefined && offset > 0 && !/\$[({]/.test(value);
    const problem = written ? flagValueProblem(name, value) : undefined;
    if (problem !== undefined) yield { object, path, message: problem };
  }
}

function* variableFindings({ workload, container, context }: JaegerContainer): Iterable<Finding> {
  const names = new Set(container.env.map(({ name }) => name));
  for (const { name, value, path } of container.env) {
    const meant = context && meantVariable(name, context);
    if (meant !== undefined && !names.has(meant)) {
      yield {
        object: workload.object,
        path: [...path, 'name'],
        message: `${context?.component} does not read ${name}`,
        fix: meant,
        severity: 'warning',
      };
    } else if (value !== undefined && !/\$[({]/.test(value)) {
      const problem = flagValueProblem(v1FlagOf(name) ?? '', value);
      if (problem !== undefined) yield { object: workload.object, path, message: problem };
    }
  }
}
