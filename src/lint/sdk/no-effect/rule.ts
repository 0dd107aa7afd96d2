import { type EnvValue, environmentValue } from '../../../model/kubernetes/environment.ts';
import type { Rule } from '../../rule.ts';
import { once, type SdkEnvironment, sdkEnvironments } from '../environments.ts';

/** A setting that another one beside it leaves without effect. */
export const noEffect: Rule = {
  id: 'sdk/no-effect',
  severity: 'warning',
  rationale: 'an SDK that is switched off, or exports elsewhere, sends nothing to the endpoint',
  source: 'opentelemetry-specification configuration/sdk-environment-variables.md',
  *check(model) {
    const isNew = once();
    for (const environment of sdkEnvironments(model)) {
      const found = problemOf(environment);
      if (!found || !isNew(found.at)) continue;
      yield { object: found.at.object, path: found.at.path, message: found.message };
    }
  },
};

const endpoint = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const tracesEndpoint = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';
const jaegerVariables = [
  'OTEL_EXPORTER_JAEGER_ENDPOINT',
  'OTEL_EXPORTER_JAEGER_AGENT_HOST',
  'OTEL_EXPORTER_JAEGER_AGENT_PORT',
];

function problemOf({
  values,
  agents,
}: SdkEnvironment): { at: EnvValue; message: string } | undefined {
  const disabled = environmentValue(values, 'OTEL_SDK_DISABLED');
  const told = environmentValue(values, tracesEndpoint, endpoint);
  if (disabled && told && disabled.value.trim().toLowerCase() === 'true') {
    const message = `OTEL_SDK_DISABLED switches the SDK off, ${told.name} counts for nothing`;
    return { at: disabled, message };
  }
  const exporter = environmentValue(values, 'OTEL_TRACES_EXPORTER');
  const traces = environmentValue(values, tracesEndpoint);
  if (exporter?.value.trim() === 'none' && (traces ?? (allOff(values) ? told : undefined))) {
    const message = `OTEL_TRACES_EXPORTER is none, ${told?.name} counts for nothing`;
    return { at: exporter, message };
  }
  const exporters = (exporter?.value ?? '').split(',').map((name) => name.trim());
  if (exporters.includes('jaeger')) {
    if (!exporter) return undefined;
    const message =
      'OTEL_TRACES_EXPORTER must be otlp, SDKs have no Jaeger exporter since 2023, got jaeger';
    return { at: exporter, message };
  }
  const jaeger = environmentValue(values, ...jaegerVariables);
  if (jaeger && (exporter || agents)) {
    const message = `${jaeger.name} counts for nothing, the exporter is ${exporter?.value ?? 'otlp'}`;
    return { at: jaeger, message };
  }
  return undefined;
}

function allOff(values: readonly EnvValue[]): boolean {
  return ['OTEL_METRICS_EXPORTER', 'OTEL_LOGS_EXPORTER'].every(
    (name) => environmentValue(values, name)?.value.trim() === 'none',
  );
}
