import { extensionReferences } from '../../../upstream/collector/extensions/references.ts';
import type { Rule } from '../../rule.ts';

/** A component that names an extension which does not run. */
export const undefinedExtension: Rule = {
  id: 'collector/undefined-extension',
  severity: 'error',
  rationale:
    'an authenticator or storage extension must also be listed in service.extensions, or the collector fails to start',
  source: 'opentelemetry-collector v0.158.0 config/configauth, exporter/exporterhelper',
  ignoreWhen:
    'a second `--config` file has its own list `service.extensions`, which replaces the one of the first',
  visit: () => ({
    *component(component, { config }) {
      const { id, settings } = component;
      for (const { path, id: extension } of extensionReferences(settings)) {
        const runs = config.extensions.some((reference) => reference.id === extension);
        if (runs || !config.isEnabled(component)) continue;
        const defined = config.component('extensions', extension)
          ? ''
          : ', nor do extensions define it';
        yield {
          path,
          message: `${id} names extension '${extension}', but service.extensions does not${defined}`,
        };
      }
    },
  }),
};
