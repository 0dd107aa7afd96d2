import type { Collector } from '../../../model/collector/instances.ts';
import {
  componentSettings,
  settingsSince,
  telemetrySettings,
} from '../../../upstream/collector/component-settings.ts';
import { tabledReleases } from '../../../upstream/collector/components.ts';
import { collectorRelease } from '../../../upstream/collector/jaeger-components.ts';
import {
  type SettingOptions,
  settingTableProblems,
} from '../../../upstream/values/setting-table.ts';
import {
  sectionSwitchesGate,
  sectionSwitchesSince,
  strictTypesGate,
  strictTypesSince,
} from '../../../upstream/values/settings.ts';
import { at } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';
import { settingProblem } from '../setting-problem.ts';

/** A setting that a component does not have, or one with a value of another type. */
export const unknownSetting: Rule = {
  id: 'collector/unknown-setting',
  severity: 'error',
  rationale: 'a collector does not start with a setting that its component does not know',
  source:
    'opentelemetry-collector v0.158.0 confmap, strict decoding; config.go of each component, v0.88.0 to v0.158.0',
  ignoreWhen:
    'the component is one of your own, or of a release newer than those that are known here, and has the setting',
  visit: () => ({
    *collector(collector) {
      const { config } = collector;
      if (!config || isBeforeTables(collector)) return;
      const problems = settingTableProblems(
        telemetrySettings,
        at(config.value, ...telemetry),
        strictness(collector),
      );
      for (const { path = [], message, fix } of problems) {
        yield { ...config.location(...telemetry, ...path), message: `telemetry: ${message}`, fix };
      }
    },
    *component(component, collector) {
      if (isBeforeTables(collector)) return;
      const key = `${component.kind}/${component.type}`;
      const table = Object.hasOwn(componentSettings, key) ? componentSettings[key] : undefined;
      if (!table) return;
      const written = collector.config.written(component);
      for (const problem of settingTableProblems(table, written, strictness(collector))) {
        yield settingProblem(component, problem);
      }
    },
  }),
};

/** Whether a release is older than what the settings were read from: it may have had others. */
function isBeforeTables({ collectorVersion }: Collector): boolean {
  return collectorVersion !== undefined && !isAtLeast(collectorVersion, settingsSince);
}

const telemetry = ['service', 'telemetry'];

/** How the release of a collector decodes settings. */
function strictness({ distribution, version: own, featureGates }: Collector): SettingOptions {
  const version =
    distribution === 'jaeger' && own !== undefined ? (collectorRelease(own) ?? own) : own;
  const lenient = featureGates.includes(`-${strictTypesGate}`);
  const gated = featureGates.some((gate) => gate.endsWith(sectionSwitchesGate));
  return {
    strict: version === undefined || lenient ? undefined : isAtLeast(version, strictTypesSince),
    complete: version === undefined || !isAtLeast(version, tabledReleases.to),
    switchless: version !== undefined && !gated && !isAtLeast(version, sectionSwitchesSince),
  };
}
