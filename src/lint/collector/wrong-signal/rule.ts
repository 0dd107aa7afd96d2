import { componentsById } from '../../../upstream/collector/components.ts';
import type { Finding, Rule } from '../../rule.ts';

const signalNames: Readonly<Record<string, string>> = {
  t: 'traces',
  m: 'metrics',
  l: 'logs',
  p: 'profiles',
};

/** A component in a pipeline of a signal that it does not handle. */
export const wrongSignal: Rule = {
  id: 'collector/wrong-signal',
  severity: 'error',
  rationale:
    'a collector does not start with a component in a pipeline of a signal that it does not handle',
  source: 'opentelemetry.io data/collector, v0.158.0',
  *check({ collectors }) {
    for (const { config } of collectors) {
      if (!config) continue;
      for (const pipeline of config.pipelines) {
        const letter = Object.keys(signalNames).find((key) => signalNames[key] === pipeline.signal);
        if (letter === undefined) continue;
        for (const kind of ['receivers', 'processors', 'exporters'] as const) {
          for (const { id, object, path } of pipeline[kind]) {
            const component = config.component(kind, id);
            const handled = component && handledSignals(kind, component.type);
            if (!handled || handled.size === 0 || handled.has(letter)) continue;
            const signals = [...handled].map((key) => signalNames[key]).join(', ');
            const finding: Finding = {
              object,
              path,
              message: `${kind} ${id} handles ${signals}, but pipeline ${pipeline.id} carries ${pipeline.signal}`,
            };
            yield finding;
          }
        }
      }
    }
  },
};

function handledSignals(
  kind: 'receivers' | 'processors' | 'exporters',
  type: string,
): ReadonlySet<string> {
  return new Set(componentsById(kind, type).flatMap(({ signals }) => signals));
}
