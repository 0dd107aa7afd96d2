import { idleSettings } from '../../../upstream/collector/sending-queue.ts';
import type { Rule } from '../../rule.ts';
import { settingProblem } from '../setting-problem.ts';

/** Settings of an exporter beside a switch that turns off what they are for. */
export const idleSetting: Rule = {
  id: 'collector/idle-setting',
  severity: 'warning',
  rationale:
    'a queue, storage or retry that is configured but disabled has no effect: data that cannot be sent at once is dropped',
  source:
    'opentelemetry-collector v0.158.0 exporter/exporterhelper, config/configretry and config/configtls',
  ignoreWhen: 'the settings are kept for the day when the queue or the retry is enabled again',
  visit: () => ({
    *component(component, { config }) {
      if (component.kind !== 'exporters' || !config.isEnabled(component)) return;
      for (const problem of idleSettings(component.settings)) {
        yield settingProblem(component, problem);
      }
    },
  }),
};
