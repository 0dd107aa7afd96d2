import type { Workload } from './workloads.ts';

/** Meshes, whose proxies listen on ports of their own alone, and agents of OpenTelemetry, which listen on none. */
const harmless =
  /^(?:sidecar\.istio\.io|(?:config\.)?linkerd\.io|instrumentation\.opentelemetry\.io)\//;

/**
 * Whether annotations or labels ask a webhook for more containers or volumes in the pods of a workload than the manifests have, such
 * as those of Consul, Vault, Dapr or an OpenTelemetry sidecar.
 *
 * Source: consul-k8s 1.4 `consul.hashicorp.com/connect-inject`, vault-k8s 1.4 `vault.hashicorp.com/agent-inject`, dapr 1.15
 * `dapr.io/enabled`, kuma 2.9 `kuma.io/sidecar-injection`.
 */
export function isFilledByWebhook({ podAnnotations, podLabels }: Workload): boolean {
  return [podAnnotations, podLabels].some((texts) =>
    Object.entries(texts).some(
      ([key, value]) =>
        /inject|sidecar|^dapr\.io\/enabled$/.test(key) &&
        !harmless.test(key) &&
        !/^(?:false|disabled|no|)$/.test(value),
    ),
  );
}
