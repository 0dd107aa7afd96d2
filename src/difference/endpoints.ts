import { withoutSecrets } from '../lint/secrets.ts';
import { clientName } from '../model/edge/used-edges.ts';
import { groupBy } from '../model/kubernetes/group.ts';
import { objectName } from '../model/kubernetes/objects.ts';
import type { Edge, Model, Service } from '../model/model.ts';
import { listed } from '../upstream/values/shown.ts';
import { type Effect, restartCommand } from './effects.ts';
import { keyOf } from './objects.ts';

/** Senders with new addresses, and what happens to the spans of those that still use the old ones. */
export function endpointEffects(before: Model, after: Model): Effect[] {
  const old = bySender(before);
  return [...bySender(after)].flatMap(([key, edges]) => {
    const [edge] = edges;
    const was = old.get(key) ?? [];
    if (edge === undefined || was.length === 0) return [];
    const left = was.filter((one) => !edges.some((other) => addressOf(other) === addressOf(one)));
    const joined = edges.filter((one) => !was.some((other) => addressOf(other) === addressOf(one)));
    if (left.length === 0 && joined.length === 0) return [];
    const { sender } = edge;
    const object = objectName(sender.client);
    const label = clientName([sender]);
    const moved: Effect = { kind: 'moves', object, message: `${label} ${moves(left, joined)}` };
    const vanished = left.filter(({ target }) => isGone(target, after));
    const reached = vanished.map(addressOf);
    if (sender.client.kind === 'Instrumentation')
      return [moved, ...stale(edge, left, after, reached)];
    // a data source sends nothing
    if (vanished.length === 0 || sender.kind === 'grafana') return [moved];
    // Tekton's controllers watch their ConfigMap. Source: tektoncd/pipeline v1.15.0 pkg/tracing/tracing.go
    const until =
      sender.kind === 'tekton' ? 'it has read its new settings' : 'its pods are replaced';
    const message = `spans of ${label} wait until ${until}: until then they send to ${listed(reached)}, which is gone`;
    return [moved, { kind: 'waits', object, message }];
  });
}

function bySender({ edges }: Model): Map<string, Edge[]> {
  const enabled = edges.filter(({ sender }) => sender.enabled);
  return groupBy(enabled, ({ sender: { client, kind, label } }) =>
    JSON.stringify([keyOf(client), kind, label]),
  );
}

function addressOf({ sender }: Edge): string {
  return withoutSecrets(sender.address);
}

function moves(left: readonly Edge[], joined: readonly Edge[]): string {
  const from = listed(left.map(addressOf));
  const to = listed(joined.map(addressOf));
  if (from === '') return `also connects to ${to}`;
  return to === '' ? `no longer connects to ${from}` : `connects to ${to}, no longer to ${from}`;
}

function isGone(target: Edge['target'], after: Model): boolean {
  return target.kind === 'service' && !has(after, target.service);
}

function has(model: Model, { name, namespace }: Service): boolean {
  return model.services.find(namespace, name) !== undefined;
}

/** Pods whose agents get an address when they start, and that nothing restarts. */
function stale(
  { sender }: Edge,
  left: readonly Edge[],
  after: Model,
  vanished: readonly string[],
): Effect[] {
  const workloads = after.injections.flatMap(({ target, workload, injects }) =>
    target?.status === 'found' &&
    target.instrumentation?.object === sender.client &&
    injects === sender.label &&
    workload
      ? workload.object
      : [],
  );
  return [...new Set(workloads)].map((object) => ({
    kind: vanished.length > 0 ? 'lost' : 'stale',
    object: objectName(object),
    message:
      vanished.length > 0
        ? `its agents send to ${listed(vanished)}, which is gone until its pods are restarted, which does not happen by itself`
        : `its agents send to ${listed(left.map(addressOf))} until its pods are restarted, which does not happen by itself`,
    action: restartCommand(object),
  }));
}
