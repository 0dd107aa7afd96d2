import type { Model } from '../../../model/model.ts';
import type { Certificate } from '../../../model/operator/webhooks.ts';
import { webhookHost } from '../../../upstream/operator/webhooks.ts';
import { listed } from '../../../upstream/values/shown.ts';
import type { Rule } from '../../rule.ts';
import { caCertificate } from '../ca-annotation.ts';

/** A certificate for webhooks that is not for the host name that the API server calls. */
export const webhookCertificate: Rule = {
  id: 'operator/webhook-certificate',
  severity: 'error',
  rationale:
    'the API server rejects a webhook whose certificate is for another host (x509: certificate is valid for …, not …)',
  source: 'opentelemetry-helm-charts#611; opentelemetry-operator v0.158.0 release manifest',
  ignoreWhen:
    'the webhooks use another certificate of the same CA, and this one is for something else',
  visit: (model) => ({
    *certificate(certificate) {
      const { object, dnsNames, ofOperator } = certificate;
      if (dnsNames.length === 0 || !ofOperator) return;
      for (const host of calledHosts(model, certificate)) {
        if (dnsNames.some((name) => covers(name, host))) continue;
        const message = `Certificate ${object.namespace}/${object.name} must be for ${host}, which the API server calls, got ${listed(dnsNames)}`;
        yield { path: ['spec', 'dnsNames'], message, fix: `${host}, ${host}.cluster.local` };
      }
    },
  }),
};

/** Host names by which the API server calls the webhooks that trust a certificate, as it writes them. */
function calledHosts({ webhooks }: Model, { object }: Certificate): Set<string> {
  return new Set(
    webhooks.flatMap((webhook) => {
      // by its name alone, because the namespace of the annotation may be what was left behind
      const trusted = caCertificate(webhook.object)?.split('/')[1] === object.name;
      const { service } = webhook;
      return trusted && service ? [webhookHost(service)] : [];
    }),
  );
}

function covers(dnsName: string, host: string): boolean {
  if (!dnsName.startsWith('*.')) return dnsName.toLowerCase() === host;
  return host.slice(host.indexOf('.') + 1) === dnsName.slice(2).toLowerCase();
}
