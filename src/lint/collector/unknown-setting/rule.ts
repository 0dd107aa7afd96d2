import type { Component } from '../../../model/collector/config.ts';
import type { Collector } from '../../../model/collector/instances.ts';
import { componentSetting, settingsSince } from '../../../upstream/collector/catalogue/sections.ts';
import { telemetrySettings } from '../../../upstream/collector/telemetry-settings.ts';
import { refusedValues } from '../../../upstream/collector/validation/refused.ts';
import { isJaegerPart } from '../../../upstream/jaeger/v2/settings/parts.ts';
import type { Problem } from '../../../upstream/values/problem.ts';
import { type SettingOptions, settingProblems } from '../../../upstream/values/setting-problems.ts';
import {
  sectionSwitchesGate,
  sectionSwitchesSince,
  strictTypesGate,
  strictTypesSince,
} from '../../../upstream/values/settings.ts';
import { at, isRecord } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { ConfiguredCollector, Rule } from '../../rule.ts';
import { releaseOf } from '../release.ts';
import { settingProblem } from '../setting-problem.ts';

/** A setting that a component does not have, or one with a value of another type. */
export const unknownSetting: Rule = {
  id: 'collector/unknown-setting',
  severity: 'error',
  rationale: 'the collector fails to start with a setting that its component does not know',
  source:
    'opentelemetry-collector v0.158.0 confmap, strict decoding; config.go of each component, v0.88.0 to v0.158.0',
  ignoreWhen:
    'the component is your own build, or of a release newer than the linter knows, and has the setting',
  visit: () => ({
    *collector(collector) {
      const { config } = collector;
      if (!config || isBeforeReadings(collector)) return;
      const problems = settingProblems(
        telemetrySettings,
        at(config.value, ...telemetry),
        strictness(collector),
      );
      for (const { path = [], message, fix } of problems) {
        yield { ...config.location(...telemetry, ...path), message: `telemetry: ${message}`, fix };
      }
    },
    *component(component, collector) {
      const { kind, type } = component;
      if (isBeforeReadings(collector)) return;
      // those are told of by a rule of their own
      if (isJaegerPart(kind, type, collector.distribution === 'jaeger')) return;
      const setting = componentSetting(kind, type, { collector: releaseOf(collector) });
      if (!setting) return;
      const written = collector.config.written(component);
      // the release may take what no release that was read does
      const severity = setting.section?.complete === false ? 'warning' : undefined;
      const problems = settingProblems(setting, written, strictness(collector));
      for (const problem of untold(problems, component, collector)) {
        yield settingProblem(component, { severity, ...problem });
      }
    },
  }),
};

/** Problems without those of values that a rule of their own tells of, which knows what the component takes there. */
function untold(
  problems: readonly Problem[],
  component: Component,
  collector: ConfiguredCollector,
): readonly Problem[] {
  if (problems.length === 0) return [];
  const { kind, type, settings } = component;
  const used = collector.config.isEnabled(component);
  const placeOf = ({ path = [] }: Problem) => path.join('\n');
  const told = new Set(
    refusedValues(kind, type, settings, releaseOf(collector), used).map(placeOf),
  );
  return problems.filter((one) => !told.has(placeOf(one)));
}

/** Whether a release is older than those whose settings are known: it may have had others. */
function isBeforeReadings({ collectorVersion }: Collector): boolean {
  return collectorVersion !== undefined && !isAtLeast(collectorVersion, settingsSince);
}

const telemetry = ['service', 'telemetry'];

/** How the release of a collector decodes settings. */
function strictness(collector: Collector): SettingOptions {
  const { featureGates, config } = collector;
  const version = releaseOf(collector);
  const lenient = featureGates.includes(`-${strictTypesGate}`);
  const gated = featureGates.some((gate) => gate.endsWith(sectionSwitchesGate));
  return {
    exact: config && isRecord(at(config.object.value, ...config.path)),
    strict: version === undefined || lenient ? undefined : isAtLeast(version, strictTypesSince),
    switchless: version !== undefined && !gated && !isAtLeast(version, sectionSwitchesSince),
  };
}
