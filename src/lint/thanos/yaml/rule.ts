import { isRecord } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Tracing settings that are no YAML, or no mapping: an indentation or a folded block that joins their lines. */
export const yaml: Rule = {
  id: 'thanos/yaml',
  severity: 'error',
  rationale: 'when it cannot read its tracing settings, Thanos exits at start',
  source: 'thanos v0.42.4 pkg/tracing/client/factory.go and cmd/thanos/main.go',
  *check({ thanos }) {
    for (const { source, problem, value, label, flags } of thanos) {
      if (!source || isRecord(value)) continue;
      const { object, path, text } = source;
      const folded = /type: *['"]?\w+['"]? +config:/.test(text);
      const [flag] = flags;
      const name = flag ? ` of --${flag.name}` : '';
      yield {
        object,
        path,
        message: problem
          ? `${label}: settings${name} must be YAML with type and config, got ${problem.reason} in line ${problem.line}`
          : `${label}: settings${name} must be a mapping with type and config, got ${text.trim() === '' ? 'nothing' : 'something else'}`,
        ...(folded ? { fix: 'a block that keeps line breaks, | instead of >' } : {}),
      };
    }
  },
};
