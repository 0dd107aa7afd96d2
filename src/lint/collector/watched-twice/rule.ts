import { readScalers, scalingOf } from '../../../model/collector/scaling.ts';
import { watchesCluster } from '../../../upstream/collector/pod/objects.ts';
import type { Rule } from '../../rule.ts';

/** A receiver of the whole cluster in several pods, of which none is elected. */
export const watchedTwice: Rule = {
  id: 'collector/watched-twice',
  severity: 'warning',
  rationale: 'each pod watches the whole cluster, so every metric and event is sent once per pod',
  ignoreWhen: 'the backend deduplicates these metrics and events',
  source:
    'opentelemetry-collector-contrib v0.158.0 receiver/{k8scluster,k8sevents,k8sobjects}receiver/README.md; opentelemetry-collector-contrib#24678, opentelemetry-helm-charts#1823',
  visit({ objects }) {
    const scalers = readScalers(objects);
    return {
      *component(component, collector) {
        const { kind, type, id, settings } = component;
        if (kind !== 'receivers' || !collector.config.isEnabled(component)) return;
        if (!watchesCluster(type, settings)) return;
        const scaling = scalingOf(collector, scalers);
        if (!scaling) return;
        yield {
          message: `${id} watches the whole cluster, and ${collector.name} runs ${scaling.pods}, each of which sends everything: run one pod, or elect a leader with k8s_leader_elector`,
        };
      },
    };
  },
};
