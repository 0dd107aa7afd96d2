import { type Check, failed, passed, untested } from '../check.ts';
import type { Access } from '../cluster.ts';
import type { Context } from '../context.ts';

/** Whether one may connect to pods, which the trace needs. */
export function forwardRightChecks(context: Context): Check[] {
  const { model, cluster } = context;
  const namespaces = [...model.collectors, ...model.jaegers].map(
    ({ namespace }) => namespace || context.namespace,
  );
  return [...new Set(namespaces)].map((namespace) => ({
    title: `you may port-forward in ${namespace}`,
    run: async () => {
      const pods = { apiVersion: 'v1', kind: 'Pod', namespace };
      const wanted: readonly [string, Access][] = [
        ['list pods', { ...pods, verb: 'list' }],
        // a port-forward over WebSocket is a get, and from Kubernetes 1.35 on a create, too
        ['get pods/portforward', { ...pods, verb: 'get', subresource: 'portforward' }],
        ['create pods/portforward', { ...pods, verb: 'create', subresource: 'portforward' }],
      ];
      const asked = await Promise.all(
        wanted.map(async ([name, access]) => ({ name, allowed: await cluster.allows(access) })),
      );
      const missing = asked.filter(({ allowed }) => !allowed).map(({ name }) => name);
      return missing.length === 0
        ? passed()
        : untested(`the rights to ${missing.join(' and to ')} are missing`, {
            fix: 'ask for the rights that docs/verify.md lists',
          });
    },
  }));
}

/** Whether one may apply the manifests: create each of their kinds, in each namespace. */
export function applyRightChecks(context: Context): Check[] {
  const { model, cluster } = context;
  const brought = new Set(
    model.objects
      .ofKind('CustomResourceDefinition')
      .map(({ value }) => (value.spec as Record<string, unknown> | undefined)?.group),
  );
  const kinds = new Map<string, Access>();
  for (const { apiVersion, group, kind, namespace } of model.objects.all) {
    // of kinds that come with the manifests the cluster knows nothing yet
    if (brought.has(group)) continue;
    const access = { verb: 'create', apiVersion, kind, namespace };
    kinds.set(`${kind} ${namespace}`, access);
  }
  return [
    {
      title: `you may create ${new Set([...kinds.values()].map(({ kind }) => kind)).size} kinds of objects`,
      run: async () => {
        const asked = await Promise.all(
          [...kinds].map(async ([name, access]) => ((await cluster.allows(access)) ? [] : [name])),
        );
        const missing = asked.flat();
        return missing.length === 0
          ? passed()
          : failed('the manifests have objects that you may not create', {
              evidence: missing,
              fix: 'apply them as somebody who may, such as cluster-admin',
            });
      },
    },
  ];
}
