import type { Language } from './languages.ts';

/**
 * Field for the resources of an agent, which is called otherwise for Java.
 *
 * Source: opentelemetry-operator v0.88.0 and v0.158.0 apis/v1alpha1/instrumentation_types.go.
 */
export function agentResourcesField(language: Language): 'resources' | 'resourceRequirements' {
  return language === 'java' ? 'resources' : 'resourceRequirements';
}

/**
 * What the webhook of the operator gives an agent that has no limits, and what one that has no requests.
 *
 * Source: opentelemetry-operator v0.148.0 internal/webhook/instrumentation_webhook.go, whose amounts v0.158.0 has as well.
 */
export function usualAgentResources(language: Language) {
  const memory = ['java', 'python', 'go'].includes(language) ? '64Mi' : '128Mi';
  const cpu = language === 'apacheHttpd' || language === 'nginx' ? '1m' : '50m';
  return { limits: { cpu: '500m', memory: '256Mi' }, requests: { cpu, memory } } as const;
}
