import { loneDollars } from '../../../upstream/collector/environment.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';
import { textValues } from '../text-values.ts';

/** A dollar and a number, as a replacement has them, which a collector takes for a variable. */
export const numberedVariable: Rule = {
  id: 'collector/numbered-variable',
  severity: 'error',
  aboutVariables: true,
  rationale:
    'the collector fails to start with a variable whose name is a number; before 0.102.0 it replaces it with nothing',
  ignoreWhen: 'another tool replaces the text before the collector reads it',
  source:
    'opentelemetry-collector v0.158.0 confmap/provider/envprovider; v0.88.0 and v0.106.1 confmap/converter/expandconverter',
  visit: () => ({
    *collector({ config, collectorVersion, mode, operated, targetAllocator }) {
      if (!config) return;
      const dollars = mode === 'sidecar' && operated ? '$$$$' : '$$';
      for (const { value, path } of textValues(config.value)) {
        if (targetAllocator && isOfAllocator(path)) continue;
        const [first] = loneDollars(value, collectorVersion);
        if (first === undefined) continue;
        const meant = first.replace('$', () => dollars);
        yield {
          ...config.location(...path),
          message: `${first} is read as an environment variable, whose name cannot be a number; write ${meant} for the literal text`,
        };
      }
    },
  }),
};

/** Whether a setting is not read by the collector, but by its target allocator, which knows no variables. */
function isOfAllocator([kind, id, setting]: Path): boolean {
  return kind === 'receivers' && /^prometheus(?:\/|$)/.test(`${id}`) && setting === 'config';
}
