import type { Problem } from '../values/problem.ts';
import { number, own } from '../values/unknown.ts';

const least: Readonly<Record<string, number>> = {
  initialDelaySeconds: 0,
  periodSeconds: 1,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 1,
  terminationGracePeriodSeconds: 1,
};

/**
 * Numbers of a probe that an operator's webhook refuses.
 *
 * Source: opentelemetry-operator v0.88.0 apis/v1alpha1/collector_webhook.go.
 */
export function probeProblems(probe: unknown): Problem[] {
  return Object.entries(least).flatMap(([key, minimum]) => {
    const value = number(own(probe, key));
    return value === undefined || value >= minimum
      ? []
      : [
          {
            path: [key],
            message: `${key} must be at least ${minimum}, got ${value}`,
          },
        ];
  });
}
