import type { KubeObject } from '../../../model/kubernetes/objects.ts';
import type { Model } from '../../../model/model.ts';
import type { Webhook } from '../../../model/operator/webhooks.ts';
import { caAnnotation, caAnnotationPrefix } from '../../../upstream/operator/webhooks.ts';
import type { Path } from '../../../yaml/locate.ts';
import type { Finding, Rule } from '../../rule.ts';
import { caAnnotationPath, caCertificate } from '../ca-annotation.ts';

/** A webhook that is not given the CA of its own certificate. */
export const caInjection: Rule = {
  id: 'operator/ca-injection',
  severity: 'error',
  rationale:
    'the API server does not trust the webhook (x509: certificate signed by unknown authority), so it rejects custom resources and pods are not injected',
  source: 'opentelemetry-operator v0.158.0 release manifest; opentelemetry-operator#3110',
  ignoreWhen:
    'something else writes the CA into the object in the cluster, such as OLM or a job of a Helm chart',
  *check(model) {
    const seen = new Set<KubeObject>();
    for (const webhook of model.webhooks) {
      if (seen.has(webhook.object)) continue;
      seen.add(webhook.object);
      const finding = untrusted(model, webhook);
      if (finding) yield finding;
    }
  },
};

function untrusted(model: Model, webhook: Webhook): Finding | undefined {
  const { object, caBundle, service } = webhook;
  const named = caCertificate(object);
  if (named === undefined) {
    return caBundle || isInjected(object) || !isOwn(model, webhook)
      ? undefined
      : finding(object, webhook.path, `has neither a caBundle nor the annotation ${caAnnotation}`);
  }
  const [namespace = '', name = ''] = named.split('/');
  if (model.objects.find('Certificate', namespace, name)) return undefined;
  const others = model.certificates.filter((certificate) => certificate.object.name === name);
  const [meant] = others.length > 0 ? others : inNamespace(model, service?.namespace);
  if (!meant) return undefined;
  const found = `${meant.object.namespace}/${meant.object.name}`;
  return {
    ...finding(
      object,
      caAnnotationPath,
      `takes its CA from Certificate ${named}, but the Certificate is ${found}`,
    ),
    fix: found,
  };
}

/** Whether cert-manager takes the CA from elsewhere: a Secret, or the API server itself. */
function isInjected({ annotations }: KubeObject): boolean {
  return Object.keys(annotations).some((key) => key.startsWith(caAnnotationPrefix));
}

function inNamespace(model: Model, namespace: string | undefined) {
  return model.certificates.filter(({ object }) => object.namespace === namespace);
}

/** Whether the operator behind the webhook is among the manifests, so that nobody else sees to its CA. */
function isOwn({ services, operators }: Model, { service }: Webhook): boolean {
  const workload = service && services.find(service.namespace, service.name)?.workload;
  return workload !== undefined && operators.some((operator) => operator.workload === workload);
}

function finding(object: KubeObject, path: Path, what: string): Finding {
  return { object, path, message: `${object.kind} ${object.name} ${what}` };
}
