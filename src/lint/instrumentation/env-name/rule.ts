import { list, own, text } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A variable that an old operator does not put into the pods of applications. */
export const envName: Rule = {
  id: 'instrumentation/env-name',
  severity: 'error',
  rationale: 'the webhook of an old operator rejects variables that are not for an SDK',
  source: 'opentelemetry-operator v0.88.0 apis/v1alpha1/instrumentation_webhook.go',
  *check({ instrumentations, versions }) {
    const { otelOperator } = versions;
    // later releases take any name; which was the first, nobody has looked up
    if (otelOperator === undefined || isAtLeast(otelOperator, '0.88.1')) return;
    for (const { object, spec, languages } of instrumentations) {
      for (const [path, env] of [
        [['spec', 'env'], own(spec, 'env')] as const,
        ...languages.map(({ path, value }) => [[...path, 'env'], own(value, 'env')] as const),
      ]) {
        for (const [index, entry] of list(env).entries()) {
          const name = text(own(entry, 'name'));
          if (name === undefined || /^(OTEL|SPLUNK)_/.test(name)) continue;
          yield {
            object,
            path: [...path, index, 'name'],
            message: `env of operator ${otelOperator} must name variables that start with OTEL_ or SPLUNK_, got '${name}'`,
          };
        }
      }
    }
  },
};
