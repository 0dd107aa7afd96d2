import { at, list, own, text, textMap } from '../values/unknown.ts';

/** Path of Prometheus that takes remote write (prometheus v0.313.2 web/api/v1/api.go). */
export const remoteWritePath = '/api/v1/write';

/** Flag that switches its receiver on (prometheus v0.313.2 cmd/prometheus/main.go). */
export const remoteWriteFlag = 'web.enable-remote-write-receiver';

/** Feature that did so before 2.33.0, which `--enable-feature` names (prometheus v2.26.0 web/api/v1/api.go). */
export const remoteWriteFeature = 'remote-write-receiver';

/** Images of Prometheus. */
export const prometheusImage = /(^|\/)(prom|prometheus)\/prometheus$/;

/** Port that Prometheus listens on unless told otherwise. */
export const prometheusPort = 9090;

/** What the Prometheus operator makes for a kind of its resources. */
interface OperatedPrometheus {
  /** Headless Service of all of them in a namespace. */
  readonly service: string;
  /** `app.kubernetes.io/name` of their pods. */
  readonly name: string;
}

/** By kind. Source: prometheus-operator v0.76.0 pkg/prometheus/server/statefulset.go, pkg/prometheus/agent/statefulset.go. */
export const operatedPrometheus: Readonly<Record<string, OperatedPrometheus>> = {
  Prometheus: { service: 'prometheus-operated', name: 'prometheus' },
  PrometheusAgent: { service: 'prometheus-agent-operated', name: 'prometheus-agent' },
};

/**
 * Labels of the pods that the operator makes of a resource.
 *
 * Source: prometheus-operator v0.76.0 pkg/prometheus/common.go, pkg/prometheus/server/statefulset.go makeSelectorLabels.
 */
export function operatedLabels(kind: string, name: string, spec: unknown): Record<string, string> {
  return {
    ...textMap(at(spec, 'podMetadata', 'labels')),
    'app.kubernetes.io/managed-by': 'prometheus-operator',
    'app.kubernetes.io/name': operatedPrometheus[kind]?.name ?? '',
    'app.kubernetes.io/instance': name,
    'operator.prometheus.io/name': name,
    ...(kind === 'Prometheus' ? { prometheus: name } : {}),
  };
}

/**
 * Whether a resource of the operator takes remote write; undefined where containers of its own may change that.
 *
 * Source: prometheus-operator v0.76.0 pkg/prometheus/common.go BuildCommonPrometheusArgs.
 */
export function operatedTakesRemoteWrite(spec: unknown): boolean | undefined {
  if (list(own(spec, 'containers')).length > 0 || own(spec, 'listenLocal') === true)
    return undefined;
  return (
    own(spec, 'enableRemoteWriteReceiver') === true ||
    list(own(spec, 'additionalArgs')).some((one) => own(one, 'name') === remoteWriteFlag) ||
    list(own(spec, 'enableFeatures')).some((one) => text(one) === remoteWriteFeature)
  );
}
