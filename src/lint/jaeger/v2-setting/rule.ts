import type { Component } from '../../../model/collector/config.ts';
import { jaegerV2SettingProblems, rotationSince } from '../../../upstream/jaeger/v2/settings.ts';
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
    'jaeger v1.76.0 (v2.13.0) internal/storage/elasticsearch/config; v2.20.0 config_legacy.go',
  ignoreWhen: `an image of your own has the setting; what Jaeger rejects since ${rotationSince} is also taken with feature gate es.config.rejectLegacyRotationFlags off`,
  visit: () => ({
    *component(component, { distribution, version }) {
      const release = distribution === 'jaeger' ? version : undefined;
      for (const { part, settings, path } of parts(component)) {
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
function* parts({
  kind,
  type,
  settings,
}: Component): Iterable<{ part: string; settings: unknown; path: Path }> {
  // the collector has receivers of the same names as storages
  if (kind === 'receivers') return;
  if (type !== 'jaeger_storage') {
    yield { part: type, settings, path: [] };
    return;
  }
  for (const section of ['backends', 'metric_backends']) {
    for (const [name, backend] of Object.entries(record(own(settings, section)))) {
      if (!isRecord(backend)) continue;
      for (const [part, inner] of Object.entries(backend)) {
        yield { part, settings: inner, path: [section, name, part] };
      }
    }
  }
}
