import { extensionReferences } from '../../../upstream/collector/extension-references.ts';
import type { Rule } from '../../rule.ts';

/** A component that is defined and not used. */
export const unusedComponent: Rule = {
  id: 'collector/unused-component',
  severity: 'warning',
  rationale:
    'a component does nothing until a pipeline, or for an extension service.extensions, names it',
  source: 'opentelemetry-collector v0.158.0 service/service.go',
  *check({ collectors }) {
    for (const { config } of collectors) {
      if (!config) continue;
      const used = new Set(
        config.pipelines.flatMap(({ receivers, processors, exporters }) => [
          ...receivers.map(({ id }) => `receivers/${id}`),
          ...processors.map(({ id }) => `processors/${id}`),
          ...exporters.map(({ id }) => `exporters/${id}`),
        ]),
      );
      for (const { id } of config.extensions) used.add(`extensions/${id}`);
      for (const { settings } of config.components) {
        for (const { id } of extensionReferences(settings)) used.add(`extensions/${id}`);
      }
      for (const { kind, id, object, path } of config.components) {
        const places = kind === 'connectors' ? ['receivers', 'exporters'] : [kind];
        if (places.some((place) => used.has(`${place}/${id}`))) continue;
        const where =
          kind === 'extensions' ? 'service.extensions does not name it' : 'no pipeline names it';
        yield { object, path, message: `${kind} ${id} is defined, but ${where}` };
      }
    }
  },
};
