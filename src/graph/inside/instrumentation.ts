import { groupBy } from '../../model/kubernetes/group.ts';
import { objectName } from '../../model/kubernetes/objects.ts';
import type { Model } from '../../model/model.ts';
import type { Details } from '../details.ts';

/** Workloads that get the agents of each Instrumentation, by language. */
export function insideInstrumentations({ instrumentations, injections }: Model): Details[] {
  return instrumentations.map((instrumentation) => {
    const asked = injections.filter(
      ({ target }) => target?.status === 'found' && target.instrumentation === instrumentation,
    );
    const byLanguage = groupBy(asked, ({ injects }) => injects);
    return {
      object: instrumentation.object,
      facts: [],
      parts: [...byLanguage].map(([language, injected]) => ({
        title: language,
        columns: [
          injected.flatMap(({ workload, object, path }) =>
            workload ? [{ name: objectName(workload.object), locations: [{ object, path }] }] : [],
          ),
        ],
      })),
      belonging: asked.flatMap(({ workload, object }) => [
        object,
        ...(workload ? [workload.object] : []),
      ]),
    };
  });
}
