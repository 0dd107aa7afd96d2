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
    return failed(`it is told to keep no trace that begins with it: ${sampling}`, {
      hop: `sampler of ${service}`,
      fix: 'give it a share, or take it out of the stack',
    });
  }
  if (apis.length === 0) return untested('nothing of the manifests can be asked for services');
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
  return warned('nobody has seen it', {
    hop: `${service} → collector`,
    evidence: sampling === undefined ? [] : [`it samples: ${sampling}`],
    fix: `have it do something, and look again; then its log, and whether it has been restarted since its settings were applied`,
  });
}
