import { isRecord } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';
import { labelled } from '../labelled.ts';

/** Tracing settings that are no YAML, or no mapping: an indentation or a folded block that joins their lines. */
export const yaml: Rule = {
  id: 'thanos/yaml',
  severity: 'error',
  rationale: 'Thanos exits at start when it cannot parse its tracing settings',
  source: 'thanos v0.42.4 pkg/tracing/client/factory.go and cmd/thanos/main.go',
  ignoreWhen:
    'the text is a template that an init container or another tool renders before Thanos reads it',
  visit: () => ({
    *thanos(tracing) {
      const { source, problem, value, flags } = tracing;
      if (!source || isRecord(value)) return;
      const folded = /type: *['"]?\w+['"]? +config:/.test(source.text);
      const [flag] = flags;
      const what = `settings${flag ? ` of --${flag.name}` : ''} must be`;
      yield labelled(tracing, {
        message: problem
          ? `${what} YAML with type and config, got ${problem.reason} in line ${problem.line}`
          : `${what} a mapping with type and config, got ${source.text.trim() === '' ? 'nothing' : 'something else'}`,
        fix: folded ? 'a block that keeps line breaks, | instead of >' : undefined,
      });
    },
  }),
};
