import type { Plan } from '../plan.ts';

/** Lua in lines; Argo CD gives it no library but those of tables and the base (argo-cd v3.2.12 util/lua/lua.go). */
type Lua = readonly string[];

const progressing: Lua = [
  'local hs = { status = "Progressing", message = "its operator has not reconciled it yet" }',
];

/**
 * A collector is as healthy as its pods, which its operator counts as `1/2`. Of one that has been changed the count is that of before, until the
 * operator has seen the change; that it is Ready says no more. Source: opentelemetry-operator internal/status/collector/collector.go.
 */
const collector: Lua = [
  ...progressing,
  'local status = obj.status',
  'if status == nil or status.version == nil or status.version == "" then return hs end',
  'local seen = status.observedGeneration',
  'if seen ~= nil and seen < obj.metadata.generation then return hs end',
  'if obj.spec.mode == "sidecar" then',
  '  return { status = "Healthy", message = "it is put into pods when they are made" }',
  'end',
  'local scale = status.scale or {}',
  'if scale.statusReplicas == nil then return hs end',
  'hs.message = scale.statusReplicas .. " pods are ready"',
  'local all = scale.replicas or 0',
  'if scale.statusReplicas ~= all .. "/" .. all then return hs end',
  'if all == 0 and obj.spec.mode ~= "daemonset" and obj.spec.replicas ~= 0 then return hs end',
  'hs.status = "Healthy"',
  'return hs',
];

/** What the Jaeger operator tells of a Jaeger is that it has looked at it. Source: jaeger-operator pkg/apis/v1 JaegerPhase. */
const jaeger: Lua = [
  ...progressing,
  'local phase = obj.status and obj.status.phase or ""',
  'if phase == "Running" then return { status = "Healthy", message = "its operator has reconciled it" } end',
  'if phase == "Failed" then return { status = "Degraded", message = "its operator reports that it failed" } end',
  'return hs',
];

/** Webhooks without a CA refuse what they would be asked about. */
const webhooks: Lua = [
  'for _, webhook in ipairs(obj.webhooks or {}) do',
  '  local client = webhook.clientConfig or {}',
  '  if client.service ~= nil and (client.caBundle == nil or client.caBundle == "") then',
  '    return { status = "Progressing", message = "no CA is set in " .. webhook.name }',
  '  end',
  'end',
  'return { status = "Healthy" }',
];

const certificate: Lua = [
  'local hs = { status = "Progressing", message = "cert-manager has not issued it yet" }',
  'for _, condition in ipairs(obj.status and obj.status.conditions or {}) do',
  '  if condition.type == "Ready" then',
  '    hs.message = condition.message',
  '    local seen = condition.observedGeneration',
  '    local old = seen ~= nil and seen < obj.metadata.generation',
  '    if condition.status == "True" and not old then hs.status = "Healthy" end',
  '  end',
  'end',
  'return hs',
];

const checks: Readonly<Record<string, Lua>> = {
  'admissionregistration.k8s.io_MutatingWebhookConfiguration': webhooks,
  'admissionregistration.k8s.io_ValidatingWebhookConfiguration': webhooks,
  'cert-manager.io_Certificate': certificate,
  'jaegertracing.io_Jaeger': jaeger,
  'opentelemetry.io_OpenTelemetryCollector': collector,
};

/** Health checks of the kinds that a plan has, as Argo CD's ConfigMap takes them. */
export function healthChecks({ steps }: Plan): Record<string, string> {
  const kinds = new Set(
    steps.flatMap(({ objects }) =>
      objects.map(({ apiVersion, kind }) => `${apiVersion.split('/')[0]}_${kind}`),
    ),
  );
  return Object.fromEntries(
    Object.entries(checks)
      .filter(([kind]) => kinds.has(kind))
      .map(([kind, lines]) => [
        `resource.customizations.health.${kind}`,
        lines.map((line) => `${line}\n`).join(''),
      ]),
  );
}
