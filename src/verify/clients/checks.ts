import { titleOf } from '../../model/kubernetes/reference.ts';
import { reasonOf } from '../../upstream/values/unknown.ts';
import { type Check, failed, type Outcome, passed, untested, warned } from '../check.ts';
import type { Context } from '../context.ts';
import { lastSeen, type QueryApi, queryApisOf, servicesFound } from '../jaeger/query.ts';
import { type ExpectedClient, expectedClients } from './expected.ts';

/** How far back clients are looked for. */
const hours = 24;

/** Whether the clients of the manifests have been seen lately by whoever asks Jaeger. */
export async function clientChecks(context: Context): Promise<readonly Check[]> {
  const apis = queryApisOf(context);
  return expectedClients(context.model).map((client) => {
    const { object, service } = client;
    const name = titleOf({ ...object, namespace: object.namespace || context.namespace });
    return {
      title: `${service} of ${name} has sent spans in the last ${hours} hours`,
      run: () => clientOutcome(context, apis, client),
    };
  });
}

async function clientOutcome(
  { cluster }: Context,
  apis: readonly QueryApi[],
  client: ExpectedClient,
): Promise<Outcome> {
  const { service, sampling, silent } = client;
  if (silent) {
    return failed(`its sampler keeps no trace that begins with it: ${sampling}`, {
      hop: `sampler of ${service}`,
      fix: 'raise its sampling ratio, or take it out of the stack',
    });
  }
  if (apis.length === 0) return untested('the manifests have no query API to ask for services');
  try {
    const seen = await Promise.all(
      apis.map(async (api) => {
        if (!(await servicesFound(cluster, api)).includes(service)) return [];
        const last = await lastSeen(cluster, api, service, hours);
        return [last === undefined ? 'some time ago' : `last at ${last.toISOString()}`];
      }),
    );
    const [when] = seen.flat();
    if (when !== undefined) return passed(when);
  } catch (error) {
    return untested(`Jaeger cannot be asked: ${reasonOf(error)}`);
  }
  return warned('Jaeger has no spans of it', {
    hop: `${service} → collector`,
    evidence: sampling === undefined ? [] : [`it samples: ${sampling}`],
    fix: `send it a request, and verify again; then see its log, and whether it was restarted after its settings were applied`,
  });
}
