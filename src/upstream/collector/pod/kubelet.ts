import { at, isRecord, list, own, text, type UnknownRecord } from '../../values/unknown.ts';
import { type AccessNeed, everywhere } from './need.ts';

/**
 * What kubelet_stats asks the kubelet for, which asks the API server whether it may, and what the API server itself.
 *
 * Source: opentelemetry-collector-contrib receiver/kubeletstatsreceiver README.md and scraper.go of 2026.
 */
export function kubeletRights(settings: UnknownRecord): AccessNeed[] {
  return [...(settings.auth_type === 'serviceAccount' ? kubelet(settings) : []), ...api(settings)];
}

function kubelet(settings: UnknownRecord): AccessNeed[] {
  const wanted = [
    ...list(settings.extra_metadata_labels).filter((label) => typeof label === 'string'),
    ...enabledMetrics(settings, /_(?:limit|request)_utilization$/),
  ];
  return [
    everywhere('', 'nodes/stats', ['get']),
    ...given(wanted, everywhere('', 'nodes/pods', ['get'])),
  ];
}

function api(settings: UnknownRecord): AccessNeed[] {
  const config = settings.k8s_api_config;
  const account = (text(own(config, 'auth_type')) ?? 'serviceAccount') === 'serviceAccount';
  if (!isRecord(config) || !account) return [];
  const volumes = list(settings.extra_metadata_labels).filter((one) => one === 'k8s.volume.type');
  return [
    ...['persistentvolumeclaims', 'persistentvolumes'].flatMap((resource) =>
      given(volumes, everywhere('', resource, ['get'])),
    ),
    ...given(enabledMetrics(settings, /\.node\.utilization$/), everywhere('', 'nodes')),
  ];
}

/** Metrics that are off by default, and turned on. */
function enabledMetrics({ metrics }: UnknownRecord, name: RegExp): string[] {
  const written = isRecord(metrics) ? Object.keys(metrics) : [];
  return written.filter((metric) => name.test(metric) && at(metrics, metric, 'enabled') === true);
}

/** A need for what it does the rest without; none where nothing of that is wanted. */
function given(wanted: readonly unknown[], need: AccessNeed): AccessNeed[] {
  return wanted.length === 0 ? [] : [{ ...need, gives: wanted.join(' and ') }];
}
