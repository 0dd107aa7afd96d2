import type { Rule } from '../../rule.ts';

/** A tracing flag that is given twice, both of them, or one without a value. */
export const flag: Rule = {
  id: 'thanos/flag',
  severity: 'error',
  rationale:
    'Thanos exits at start when a tracing flag is repeated, or when both of them are given',
  source: 'kingpin v2.4.0 app.go; efficientgo/tools extkingpin/pathorcontent.go',
  ignoreWhen: 'a wrapper in the image reads the flags, and passes one of them on to Thanos',
  visit: () => ({
    *thanos({ flags, label }) {
      const [first, ...others] = flags;
      if (first && first.value === undefined) {
        const message = `${label}: --${first.name} must have a value`;
        yield { object: first.object, path: first.path, message };
      }
      for (const { object, path, name } of others) {
        const message =
          name === first?.name
            ? `${label}: --${name} must be given once`
            : `${label}: --tracing.config and --tracing.config-file must not be given together`;
        yield { object, path, message };
      }
    },
  }),
};
