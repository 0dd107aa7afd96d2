import type { CollectorConfig } from '../../../model/collector/config.ts';
import {
  componentSettings,
  telemetrySettings,
} from '../../../upstream/collector/component-settings.ts';
import { tabledReleases } from '../../../upstream/collector/components.ts';
import {
  type SettingOptions,
  settingTableProblems,
  strictTypesSince,
} from '../../../upstream/values/setting-table.ts';
import { at } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Finding, Rule } from '../../rule.ts';
import { settingFinding } from '../setting-finding.ts';

/** A setting that a component does not have, or one with a value of another type. */
export const unknownSetting: Rule = {
  id: 'collector/unknown-setting',
  severity: 'error',
  rationale: 'a collector does not start with a setting that its component does not know',
  source:
    'opentelemetry-collector v0.158.0 confmap, strict decoding; config.go of each component, v0.88.0 to v0.158.0',
  *check({ collectors }) {
    for (const { config, version, featureGates } of collectors) {
      const lenient = featureGates.includes('-confmap.strictlyTypedInput');
      const strict =
        version === undefined || lenient ? undefined : isAtLeast(version, strictTypesSince);
      const complete = version === undefined || !isAtLeast(version, tabledReleases.to);
      if (config) yield* telemetryFindings(config, { strict, complete });
      for (const component of config?.components ?? []) {
        const { kind, type } = component;
        const key = `${kind}/${type}`;
        const table = Object.hasOwn(componentSettings, key) ? componentSettings[key] : undefined;
        if (!config || !table) continue;
        const written = config.written(component);
        for (const problem of settingTableProblems(table, written, { strict, complete })) {
          yield settingFinding(component, problem);
        }
      }
    }
  },
};

function* telemetryFindings(config: CollectorConfig, options: SettingOptions): Iterable<Finding> {
  const place = ['service', 'telemetry'];
  const written = at(config.value, ...place);
  for (const { path = [], message, fix } of settingTableProblems(
    telemetrySettings,
    written,
    options,
  )) {
    yield {
      ...config.location(...place, ...path),
      message: `telemetry: ${message}`,
      fix,
    };
  }
}
