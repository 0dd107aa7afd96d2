import type { Checks } from '../../cluster/harness/checks.ts';
import { type KubeObject, listAt, textAt } from '../../cluster/harness/objects.ts';
import type { NodeCluster } from '../harness/cluster.ts';
import { nodeImage, standInImage } from '../harness/parts.ts';

const NAME = 'stand-in';
const PORT = 8080;
const REPLICAS = 2;

/** What every other check stands on: pods of a Deployment get ready, and a Service leads to them by its name. */
export async function checkNode(
  checks: Checks,
  { plane: { kubectl }, runtime }: NodeCluster,
): Promise<void> {
  await checks.check('node', 'a Deployment of two pods with probes is available', async () => {
    await kubectl.applyObjects([deployment, service]);
    const wait = ['wait', '--for=condition=Available', '--timeout=120s'];
    await kubectl.run([...wait, `deployment/${NAME}`]);
  });
  await checks.check('node', 'each container is a process of its own here', async () => {
    const ids = (await kubectl.list('pods', 'default')).flatMap((pod) =>
      listAt(pod, 'status', 'containerStatuses').map((status) =>
        textAt(status, 'containerID').replace('containerd://', ''),
      ),
    );
    const processes = await runtime.processes();
    const found = new Set(ids.map((id) => processes.get(id)));
    if (found.size !== REPLICAS || found.has(undefined)) {
      throw new Error(`${ids.join(', ')} must run, got ${[...processes].join(' ')}`);
    }
  });
  await checks.check('node', 'another pod reaches them by the name of their Service', async () => {
    await kubectl.applyObjects([client]);
    const done = '--for=jsonpath={.status.phase}=Succeeded';
    await kubectl.run(['wait', done, '--timeout=60s', 'pod/client']);
  });
  await checks.check('node', 'deleted, nothing is left of them', async () => {
    const resources = ['service/stand-in', 'deployment/stand-in', 'pod/client'];
    await kubectl.run(['delete', '--cascade=foreground', '--timeout=60s', ...resources]);
    const left = await kubectl.list('pods,replicasets', 'default');
    if (left.length > 0) throw new Error(JSON.stringify(left));
  });
}

const labels = { app: NAME };

const deployment: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: NAME },
  spec: {
    replicas: REPLICAS,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        terminationGracePeriodSeconds: 5,
        containers: [
          {
            name: NAME,
            image: standInImage,
            args: [`--http-address=0.0.0.0:${PORT}`],
            readinessProbe: { httpGet: { port: PORT } },
          },
        ],
      },
    },
  },
};

const service: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: NAME },
  spec: { selector: labels, ports: [{ port: 80, targetPort: PORT }] },
};

const client: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'client' },
  spec: {
    restartPolicy: 'OnFailure',
    containers: [
      {
        name: 'client',
        image: nodeImage,
        args: ['-e', `fetch('http://${NAME}.default').then(({ ok }) => process.exit(ok ? 0 : 1))`],
      },
    ],
  },
};
