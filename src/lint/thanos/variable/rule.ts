import type { Rule } from '../../rule.ts';
import { labelled } from '../labelled.ts';

/** A variable in the settings that is not written `$(NAME)`, or that the container does not have. */
export const variable: Rule = {
  id: 'thanos/variable',
  severity: 'error',
  aboutVariables: true,
  rationale: 'Thanos replaces only $(NAME), and exits at start when that variable is not set',
  source: 'thanos#5389; thanos v0.42.4 cmd/thanos/flags.go',
  ignoreWhen:
    'the image itself sets the variable, or something like envsubst fills in the settings before Thanos reads them',
  visit: () => ({
    *thanos(tracing) {
      const { source, container } = tracing;
      if (!source) return;
      const curly = /(?<!\$)\$\{(\w+)\}/.exec(source.text);
      if (curly?.[1]) {
        const fix = `$(${curly[1]})`;
        const message = `a variable in the settings must be written ${fix}, got ${curly[0]}`;
        yield labelled(tracing, { message, fix });
      }
      // what envFrom brings is not known
      if (!container || container.value.envFrom !== undefined) return;
      const names = new Set(container.env.map(({ name }) => name));
      for (const [whole, name = ''] of source.text.matchAll(/(?<!\$)\$\((\w+)\)/g)) {
        if (names.has(name)) continue;
        const message = `environment must have ${name}, which the settings use as ${whole}`;
        yield labelled(tracing, { message });
      }
    },
  }),
};
