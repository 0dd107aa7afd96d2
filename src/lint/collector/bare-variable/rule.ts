import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';
import { textValues } from '../text-values.ts';

/** First collector that takes no variables without braces (opentelemetry-collector v0.104.0 CHANGELOG). */
const bracesNeededSince = '0.104.0';

/** A variable without braces. */
export const bareVariable: Rule = {
  id: 'collector/bare-variable',
  severity: 'error',
  rationale:
    'collectors replace variables in braces only, others stop them or stay as they are written',
  source: 'opentelemetry-collector v0.104.0 CHANGELOG, confmap.unifyEnvVarExpansion',
  *check({ collectors }) {
    for (const { config, version, env, featureGates } of collectors) {
      if (!config || version === undefined || !isAtLeast(version, bracesNeededSince)) continue;
      if (featureGates.includes('-confmap.unifyEnvVarExpansion')) continue;
      const names = new Set(env.map(({ name }) => name));
      for (const { value, path } of textValues(config.value)) {
        for (const [, name = ''] of value.matchAll(/(?<!\$)\$([A-Za-z_]\w*)/g)) {
          // elsewhere a dollar is a part of a pattern or a statement
          if (!names.has(name)) continue;
          yield {
            ...config.location(...path),
            message: `variable $${name} must be in braces since ${bracesNeededSince}, the image is ${version}`,
            fix: `\${env:${name}}`,
          };
        }
      }
    }
  },
};
