import type { Model } from '../../../model/model.ts';
import type { Operator } from '../../../model/operator/installed.ts';
import type { Certificate } from '../../../model/operator/webhooks.ts';
import type { Finding, Rule } from '../../rule.ts';

/** An operator that waits for a certificate which nothing in the manifests provides. */
export const certificateSource: Rule = {
  id: 'operator/certificate-source',
  severity: 'warning',
  rationale:
    "without the Secret of its certificate the operator's pod never starts, and its webhooks reject every custom resource",
  source: 'opentelemetry-operator#937; jaeger-operator#1761',
  ignoreWhen:
    'the Secret is created by hand, by another release or by External Secrets, and so is never in the manifests',
  *check(model) {
    for (const operator of model.operators) {
      const finding = missing(model, operator);
      if (finding) yield finding;
    }
  },
};

function missing(
  model: Model,
  { servingSecret, namespace, workload }: Operator,
): Finding | undefined {
  if (!servingSecret) return undefined;
  const { name, path } = servingSecret;
  const here = (certificate: Certificate) => certificate.object.namespace === namespace;
  const made = model.certificates.some((one) => here(one) && one.secretName === name);
  if (made || model.objects.find('Secret', namespace, name)) return undefined;
  const required = `secret/${namespace}/${name}`;
  if (model.requirements.some((one) => one.said && one.name === required)) return undefined;
  const other = otherSecret(model, namespace);
  const place = { object: workload.object, path };
  if (other !== undefined) {
    return {
      ...place,
      severity: 'error',
      message: `Secret ${namespace}/${name} is mounted for the webhooks' certificate, but ${other.found} ${other.name}`,
      fix: other.name,
    };
  }
  return {
    ...place,
    message: `Secret ${namespace}/${name} is mounted for the webhooks' certificate, but no Certificate and no Secret of the manifests provides it`,
  };
}

/** The only TLS Secret that the manifests provide in a namespace, which may be the one that is meant. */
function otherSecret(model: Model, namespace: string) {
  const mounted = new Set(
    model.operators.map((operator) => `${operator.namespace}/${operator.servingSecret?.name}`),
  );
  const provided = [
    ...model.certificates.flatMap(({ object, secretName }) =>
      secretName === undefined
        ? []
        : [
            {
              namespace: object.namespace,
              name: secretName,
              found: `Certificate ${object.name} writes`,
            },
          ],
    ),
    ...model.objects
      .ofKind('Secret', '')
      .flatMap(({ value, name, namespace }) =>
        value.type === 'kubernetes.io/tls'
          ? [{ namespace, name, found: 'the only TLS Secret there is' }]
          : [],
      ),
  ].filter((one) => one.namespace === namespace && !mounted.has(`${namespace}/${one.name}`));
  return provided.length === 1 ? provided[0] : undefined;
}
