import { extensionReferences } from '../../../upstream/collector/extension-references.ts';
import type { Rule } from '../../rule.ts';

/** A component that names an extension which does not run. */
export const undefinedExtension: Rule = {
  id: 'collector/undefined-extension',
  severity: 'error',
  rationale:
    'an authenticator or storage must also be named in service.extensions, or the collector does not start',
  source: 'opentelemetry-collector v0.158.0 config/configauth, exporter/exporterhelper',
  *check({ collectors }) {
    for (const { config } of collectors) {
      if (!config) continue;
      const running = new Set(config.extensions.map(({ id }) => id));
      for (const component of config.components) {
        for (const { path, id } of extensionReferences(component.settings)) {
          if (running.has(id) || !config.isEnabled(component)) continue;
          const defined = config.component('extensions', id) ? '' : ', nor do extensions define it';
          yield {
            object: component.object,
            path: [...component.path, ...path],
            message: `${component.id} names extension '${id}', but service.extensions does not${defined}`,
          };
        }
      }
    }
  },
};
