import {
  bareVariables,
  bracesNeededGate,
  bracesNeededSince,
  inBraces,
} from '../../../upstream/collector/environment.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';
import { textValues } from '../text-values.ts';

/** A variable without braces. */
export const bareVariable: Rule = {
  id: 'collector/bare-variable',
  severity: 'error',
  aboutVariables: true,
  rationale:
    'collectors expand variables only in braces; on a bare $NAME they fail to start, or take it literally',
  source: 'opentelemetry-collector v0.104.0 CHANGELOG, confmap.unifyEnvVarExpansion',
  ignoreWhen:
    'the text means a literal dollar followed by a word, and the release leaves it as it is; `$$` says so in every release',
  since: `opentelemetry-collector ${bracesNeededSince}`,
  visit: () => ({
    *collector({ config, version, env, featureGates }) {
      if (!config || version === undefined || !isAtLeast(version, bracesNeededSince)) return;
      if (featureGates.includes(`-${bracesNeededGate}`)) return;
      const names = new Set(env.map(({ name }) => name));
      for (const { value, path } of textValues(config.value)) {
        // elsewhere a dollar is a part of a pattern or a statement
        for (const name of bareVariables(value).filter((variable) => names.has(variable))) {
          yield {
            ...config.location(...path),
            message: `variable $${name} must be in braces since ${bracesNeededSince}, the image is ${version}`,
            fix: inBraces(value, names),
          };
        }
      }
    },
  }),
};
