import {
  optionValue,
  type RunningRole,
  storageOptionLocation,
} from '../../../model/jaeger/roles.ts';
import { isFilledByWebhook } from '../../../model/kubernetes/injectors.ts';
import { runningContainers } from '../../../model/kubernetes/workloads.ts';
import { flagsNamedSince } from '../../../upstream/jaeger/flags.ts';
import { type ServerFlag, serverFlagOf } from '../../../upstream/jaeger/servers.ts';
import { nearest } from '../../../upstream/values/nearest.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A component of Jaeger in a workload of its own that is told a storage and not where it is. */
export const unsetServer: Rule = {
  id: 'jaeger/unset-server',
  severity: 'error',
  rationale:
    'without an address Jaeger looks for its storage in its own pod, so it fails to start or loses its spans',
  ignoreWhen:
    'the address comes from outside the manifests, such as an overlay, or a webhook that adds variables or a sidecar to the pod',
  source:
    'jaeger v1.51.0 plugin/storage/{es,cassandra,kafka}/options.go, cmd/ingester/app/flags.go; jaeger#1801',
  visit: () => ({
    *jaegerRole(role) {
      for (const needed of mayBeElsewhere(role) ? [] : serversOf(role)) {
        if (isGiven(role, needed)) continue;
        const { flag, variable, usual, what } = needed;
        yield {
          ...storageOptionLocation(role, flag),
          message: `${role.name} has no ${flag} (${variable}), so it looks for its ${what} at ${usual}, in its own pod`,
        };
      }
    },
  }),
};

/** Whether the operator, which has rules of its own, another container or the node may have the storage, or another flag tells it. */
function mayBeElsewhere({ jaeger, workload, version }: RunningRole): boolean {
  if (jaeger || !workload || isFilledByWebhook(workload)) return true;
  if (version !== undefined && !isAtLeast(version, flagsNamedSince)) return true;
  return runningContainers(workload).length !== 1 || workload.podSpec.hostNetwork === true;
}

function serversOf({ name, storage }: RunningRole): ServerFlag[] {
  const used = name === 'query' && storage === 'kafka' ? undefined : storage;
  return [used, name === 'ingester' ? 'kafka-consumer' : undefined].flatMap((one) =>
    one === undefined ? [] : (serverFlagOf(one) ?? []),
  );
}

function isGiven(role: RunningRole, { flag }: ServerFlag): boolean {
  if (optionValue(role, flag) !== '') return true;
  // one that is misspelt is told of by another rule
  return [...role.options.keys()].some((key) => key !== flag && nearest(key, [flag]) !== undefined);
}
