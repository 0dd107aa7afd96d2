import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import { prometheusGroup } from '../../../model/prometheus/senders.ts';
import {
  isRecord,
  own,
  record,
  scalarText,
  text,
  type UnknownRecord,
} from '../../../upstream/values/unknown.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Finding, Rule } from '../../rule.ts';

/** `tracingConfig` of the Prometheus operator with the fields of another `tracingConfig`, or values that it refuses. */
export const operatorFields: Rule = {
  id: 'thanos/operator-fields',
  severity: 'error',
  rationale:
    'tracingConfig of Prometheus is the settings themselves, that of its Thanos and of ThanosRuler names a Secret',
  source:
    'prometheus-operator v0.93.0 pkg/apis/monitoring/v1 and pkg/prometheus/server/statefulset.go',
  *check({ objects }) {
    for (const object of objects.ofKind('Prometheus', prometheusGroup)) {
      const spec = record(object.value.spec);
      yield* prometheusFindings(object, record(spec.tracingConfig));
      yield* thanosFindings(object, record(spec.thanos), ['spec', 'thanos']);
    }
    for (const object of objects.ofKind('ThanosRuler', prometheusGroup)) {
      yield* thanosFindings(object, record(object.value.spec), ['spec']);
    }
  },
};

function* prometheusFindings(object: KubeObject, config: UnknownRecord): Iterable<Finding> {
  const path = ['spec', 'tracingConfig'];
  if (Object.keys(config).length === 0) return;
  if (!text(config.endpoint)) {
    const secret = config.name !== undefined || config.key !== undefined;
    const message = `tracingConfig of Prometheus must have an endpoint, got ${secret ? 'a Secret' : 'none'}`;
    yield { object, path, message, ...(secret ? { fix: 'spec.thanos.tracingConfig' } : {}) };
    return;
  }
  const client = config.clientType;
  if (client !== undefined && client !== 'grpc' && client !== 'http') {
    const message = `clientType must be grpc or http, got ${JSON.stringify(client)}`;
    yield { object, path: [...path, 'clientType'], message };
  }
  const fraction = scalarText(config.samplingFraction);
  if (fraction !== undefined && !(Number(fraction) >= 0 && Number(fraction) <= 1)) {
    const message = `samplingFraction must be a fraction from 0 to 1, got '${fraction}'`;
    yield { object, path: [...path, 'samplingFraction'], message };
  }
}

function* thanosFindings(object: KubeObject, spec: UnknownRecord, path: Path): Iterable<Finding> {
  const config = spec.tracingConfig;
  const at = [...path, 'tracingConfig'];
  if (config === undefined || config === null) return;
  if (!text(own(config, 'name')) || !text(own(config, 'key'))) {
    const got = isRecord(config) ? Object.keys(config).join(', ') || 'nothing' : 'text';
    const message = `tracingConfig of Thanos must have name and key of a Secret with the settings, got ${got}`;
    yield { object, path: at, message };
  } else if (text(spec.tracingConfigFile)) {
    const message = 'tracingConfig has no effect beside tracingConfigFile, which comes first';
    yield { object, path: at, message, severity: 'warning' };
  }
}
