import { anyEnvNameSince, oldEnvNames } from '../../../upstream/instrumentation/spec.ts';
import { at, list, own, text } from '../../../upstream/values/unknown.ts';
import { isAtLeast } from '../../../upstream/values/version.ts';
import type { Rule } from '../../rule.ts';

/** A variable that an old operator does not put into the pods of applications. */
export const envName: Rule = {
  id: 'instrumentation/env-name',
  severity: 'error',
  rationale:
    'the webhook of old operators rejects environment variables that do not start with OTEL_ or SPLUNK_',
  source: 'opentelemetry-operator v0.88.0 apis/v1alpha1/instrumentation_webhook.go',
  ignoreWhen: 'never for a cluster that runs this operator: its webhook rejects the resource',
  until: `opentelemetry-operator ${anyEnvNameSince}`,
  visit({ versions: { otelOperator } }) {
    if (otelOperator === undefined || isAtLeast(otelOperator, anyEnvNameSince)) return {};
    return {
      *instrumentation({ object, languages }) {
        for (const path of [['spec'], ...languages.map((one) => one.path)]) {
          for (const [index, entry] of list(at(object.value, ...path, 'env')).entries()) {
            const name = text(own(entry, 'name'));
            if (name === undefined || oldEnvNames.test(name)) continue;
            const message = `env of operator ${otelOperator} must name variables that start with OTEL_ or SPLUNK_, got '${name}'`;
            yield { path: [...path, 'env', index, 'name'], message };
          }
        }
      },
    };
  },
};
