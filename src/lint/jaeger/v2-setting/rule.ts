import type { Component } from '../../../model/collector/config.ts';
import {
  isOwnComponent,
  jaegerV2SettingProblems,
} from '../../../upstream/jaeger/v2/settings/problems.ts';
import { rotationSince } from '../../../upstream/jaeger/v2/settings/releases.ts';
import { within } from '../../../upstream/values/problem.ts';
import { isRecord, own, record } from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Rule } from '../../rule.ts';

/** A setting of Jaeger v2 by its name of Jaeger v1, misspelt or misplaced, or gone in this release. */
export const v2Setting: Rule = {
  id: 'jaeger/v2-setting',
  severity: 'error',
  rationale:
    'the configuration of Jaeger v2 is read strictly: it does not start with a key that it does not know',
  source:
    'jaeger v2.13.0 to v2.20.0, cmd/jaeger/internal, internal/storage; v2.20.0 config_legacy.go',
  ignoreWhen: `an image of your own has the setting; what Jaeger rejects since ${rotationSince} is also taken with feature gate es.config.rejectLegacyRotationFlags off`,
  visit: () => ({
    *component(component, { distribution, version }) {
      const release = distribution === 'jaeger' ? version : undefined;
      for (const { part, settings, path } of parts(component, distribution === 'jaeger')) {
        for (const problem of jaegerV2SettingProblems(part, settings, release)) {
          yield {
            ...within(path, problem),
            message: `${[component.id, ...path].join('.')}: ${problem.message}`,
          };
        }
      }
    },
  }),
};

/** Parts of a component whose settings are known, with their paths in it. */
function* parts(
  { kind, type, settings }: Component,
  inJaeger: boolean,
): Iterable<{ part: string; settings: unknown; path: Path }> {
  // components that others have, too, may be of a collector
  if (inJaeger || isOwnComponent(kind, type)) yield { part: `${kind}/${type}`, settings, path: [] };
  if (kind !== 'extensions' || type !== 'jaeger_storage') return;
  for (const section of ['backends', 'metric_backends']) {
    for (const [name, backend] of Object.entries(record(own(settings, section)))) {
      if (!isRecord(backend)) continue;
      for (const [part, inner] of Object.entries(backend)) {
        yield { part, settings: inner, path: [section, name, part] };
      }
    }
  }
}
