import type { ThanosTracing } from '../../../model/thanos/tracing.ts';
import type { Finding, Rule } from '../../rule.ts';

/** A variable in the settings that is not written `$(NAME)`, or that the container does not have. */
export const variable: Rule = {
  id: 'thanos/variable',
  severity: 'error',
  rationale: 'only $(NAME) is replaced, and Thanos exits at start when that variable is not set',
  source: 'thanos#5389; thanos v0.42.4 cmd/thanos/flags.go',
  *check({ thanos }) {
    for (const tracing of thanos) yield* findings(tracing);
  },
};

function* findings({ source, container, label }: ThanosTracing): Iterable<Finding> {
  if (!source) return;
  const { object, path, text } = source;
  const curly = /(?<!\$)\$\{(\w+)\}/.exec(text);
  if (curly?.[1]) {
    const message = `${label}: a variable in the settings must be written $(${curly[1]}), got ${curly[0]}`;
    yield { object, path, message, fix: `$(${curly[1]})` };
  }
  // what envFrom brings is not known
  if (!container || container.value.envFrom !== undefined) return;
  const names = new Set(container.env.map(({ name }) => name));
  for (const [whole, name = ''] of text.matchAll(/(?<!\$)\$\((\w+)\)/g)) {
    if (names.has(name)) continue;
    yield {
      object,
      path,
      message: `${label}: environment must have ${name}, which the settings name as ${whole}`,
    };
  }
}
