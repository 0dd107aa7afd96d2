import { halfLogins, misplacedSettings } from '../../../upstream/grafana/places.ts';
import type { Rule } from '../../rule.ts';

/** A setting of a data source where Grafana does not look for it, or a login without its other half. */
export const misplacedSetting: Rule = {
  id: 'grafana/misplaced-setting',
  severity: 'warning',
  rationale:
    'Grafana ignores the setting in this place, so it logs in without a password or shows no links',
  source:
    'grafana v12 pkg/services/provisioning/datasources/types.go; grafana/grafana-json-datasource#298',
  ignoreWhen:
    'a plug-in of your own reads it there, Grafana is older than 9, or somebody types the secret into Grafana by hand',
  visit: () => ({
    *datasource({ value, by }) {
      const misplaced = misplacedSettings(value);
      yield* misplaced;
      // the operator adds what other objects hold, and one mistake is told once
      if (by === 'provisioning' && misplaced.length === 0) yield* halfLogins(value);
    },
  }),
};
