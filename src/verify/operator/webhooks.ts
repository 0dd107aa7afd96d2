import { titleOf } from '../../model/kubernetes/reference.ts';
import type { Webhook } from '../../model/operator/webhooks.ts';
import { defaultWebhookPort, webhookHost } from '../../upstream/operator/webhooks.ts';
import { at, number, reasonOf, text } from '../../upstream/values/unknown.ts';
import { type Check, failed, type Outcome, passed } from '../check.ts';
import type { Context } from '../context.ts';
import { endpointsOf } from '../edge/endpoints.ts';
import { secured } from '../tunnel/tls.ts';
import { within } from '../tunnel/within.ts';

/** Seconds that the API server waits for a webhook, unless one says otherwise. */
const patience = 10;

/** Whether the API server can call the webhooks: those of one object, on one Service, are one check. */
export function webhookChecks(context: Context): Check[] {
  const groups = new Map<string, Webhook>();
  for (const webhook of context.model.webhooks) {
    if (!webhook.service) continue;
    const { service, object } = webhook;
    const key = `${object.kind} ${object.name} ${service.namespace}/${service.name}`;
    if (!groups.has(key)) groups.set(key, webhook);
  }
  return [...groups.values()].map((webhook) => ({
    title: `webhooks of ${titleOf({ ...webhook.object, namespace: '' })} can be called`,
    run: () => webhookOutcome(context, webhook),
  }));
}

/** Whether the API server trusts what answers at a webhook. */
export async function webhookOutcome(context: Context, webhook: Webhook): Promise<Outcome> {
  const { object, path } = webhook;
  const { cluster } = context;
  const { apiVersion, kind, name } = object;
  const found = await cluster.read({ apiVersion, kind, namespace: '', name });
  if (!found)
    return failed('the cluster does not have them', { fix: 'apply the file of operators' });
  const client = at(found, ...path, 'clientConfig');
  const service = {
    name: text(at(client, 'service', 'name')) ?? '',
    namespace: text(at(client, 'service', 'namespace')) ?? '',
  };
  const hop = `API server → ${service.name}.${service.namespace}`;
  const ca = bundleOf(client);
  if (ca === undefined) {
    return failed('no CA is set in them, so the API server does not trust what answers', {
      hop,
      fix: `kubectl -n cert-manager logs deployment/cert-manager-cainjector; kubectl describe ${kind.toLowerCase()} ${name}`,
    });
  }
  const port = number(at(client, 'service', 'port')) ?? defaultWebhookPort;
  const { endpoints, problem } = await endpointsOf(cluster, service, port);
  if (problem)
    return { ...problem, hop, fix: `kubectl -n ${service.namespace} get pods,endpointslices` };
  const [{ pod, port: target }] = endpoints;
  const connection = await cluster.connect(pod, target);
  try {
    const trust = { host: webhookHost(service), ca };
    await within(connection, patience, () => secured(connection, { trust }));
    return passed();
  } catch (error) {
    return failed(`the API server cannot trust what answers there: ${reasonOf(error)}`, {
      hop,
      evidence: [`pod ${pod.name}, port ${target}, with the CA of ${kind} ${name}`],
      fix: `kubectl -n ${service.namespace} get certificates,certificaterequests; restart the pod after the Secret has changed`,
    });
  }
}

function bundleOf(client: unknown): string | undefined {
  const written = text(at(client, 'caBundle'));
  return written ? Buffer.from(written, 'base64').toString('utf8') : undefined;
}
