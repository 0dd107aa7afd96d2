import { extensionReferences } from '../../../upstream/collector/extensions/references.ts';
import type { Rule } from '../../rule.ts';

/** A component that is defined and not used. */
export const unusedComponent: Rule = {
  id: 'collector/unused-component',
  severity: 'warning',
  rationale:
    'a component does nothing until a pipeline lists it, or, for an extension, service.extensions does',
  source: 'opentelemetry-collector v0.158.0 service/service.go',
  ignoreWhen:
    'the component is kept ready on purpose, such as a debug exporter that you add to a pipeline by hand, or one that only overlays use',
  visit: () => ({
    *collector({ config }) {
      if (!config) return;
      const referenced = new Set(
        config.components.flatMap(({ settings }) =>
          extensionReferences(settings).map((reference) => reference.id),
        ),
      );
      for (const component of config.components) {
        const { kind, id, object, path } = component;
        const isExtension = kind === 'extensions';
        if (config.isEnabled(component) || (isExtension && referenced.has(id))) continue;
        const where = isExtension ? 'service.extensions does not name it' : 'no pipeline names it';
        yield { object, path, message: `${kind} ${id} is defined, but ${where}` };
      }
    },
  }),
};
