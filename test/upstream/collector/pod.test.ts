import { describe, expect, test } from 'vitest';
import type { AccessNeed } from '../../../src/upstream/collector/pod/need.ts';
import { accessNeeds } from '../../../src/upstream/collector/pod/rights.ts';
import { nodeVariables } from '../../../src/upstream/collector/pod/variables.ts';

/** A need as `verbs group/resource @namespace (for what)`. */
function written({ group, resource, verbs, everywhere, namespace, gives, perhaps }: AccessNeed) {
  const place = everywhere ? '' : ` @${namespace ?? '?'}`;
  const use = gives === undefined ? '' : ` (${gives})`;
  return `${verbs.join(',')} ${group}/${resource}${place}${use}${perhaps ? ' perhaps' : ''}`;
}

function needs(component: string, settings: object, collector: object = {}) {
  const asking = { namespace: 'tracing', version: '0.158.0', ...collector };
  return accessNeeds(component, { ...settings }, asking).map(written);
}

describe('k8s_objects', () => {
  // receiver/k8sobjectsreceiver receiver.go: pulling lists, watching lists first unless it is told from where
  test.each<[object, string[]]>([
    [{ name: 'pods' }, ['list /pods']],
    [
      { name: 'pods', mode: 'watch', namespaces: ['a', 'b'] },
      ['list,watch /pods @a', 'list,watch /pods @b'],
    ],
    [
      { name: 'events', mode: 'watch', group: 'events.k8s.io' },
      ['list,watch events.k8s.io/events'],
    ],
    [{ name: 'deployments', mode: 'watch', resource_version: '7' }, ['watch apps/deployments']],
    [{ name: 'widgets', group: 'example.com' }, ['list example.com/widgets']],
    [{ name: 'widgets' }, []],
    [{ name: `\${env:KIND}`, group: 'apps' }, []],
  ])('%j', (object, expected) => {
    expect(needs('receivers/k8s_objects', { objects: [object] })).toEqual(expected);
    expect(needs('receivers/k8sobjects', { objects: [object] })).toEqual(expected);
    const elsewhere = { auth_type: 'kubeConfig', objects: [object] };
    expect(needs('receivers/k8s_objects', elsewhere)).toEqual([]);
  });

  test('goes on with the others where it may not see one', () => {
    const objects = [{ name: 'pods' }, { name: 'nodes' }];
    expect(needs('receivers/k8s_objects', { objects })).toEqual([
      'list /pods (pods)',
      'list /nodes (nodes)',
    ]);
  });
});

describe('the prometheus receiver', () => {
  const scraping = (...discoveries: object[]) => ({
    config: { scrape_configs: [{ job_name: 'one', kubernetes_sd_configs: discoveries }] },
  });

  // discovery/kubernetes of prometheus v0.313.2
  test.each<[object, string[]]>([
    [{ role: 'pod' }, ['list,watch /pods']],
    [{ role: 'node' }, ['list,watch /nodes']],
    [{ role: 'ingress' }, ['list,watch networking.k8s.io/ingresses']],
    [
      { role: 'endpointslice', namespaces: { names: ['a'] } },
      [
        'list,watch discovery.k8s.io/endpointslices @a',
        'list,watch /services @a',
        'list,watch /pods @a',
      ],
    ],
    [{ role: 'service', namespaces: { own_namespace: true } }, ['list,watch /services @tracing']],
    [
      {
        role: 'pod',
        namespaces: { names: ['a'] },
        attach_metadata: { node: true, deployment: true },
      },
      [
        'list,watch /pods @a',
        'list,watch /nodes (labels of a node)',
        'list,watch apps/replicasets @a (labels of a deployment)',
      ],
    ],
    [{ role: 'node', attach_metadata: { node: true } }, ['list,watch /nodes']],
    [{ role: 'pod', api_server: 'https://elsewhere:6443' }, []],
    [{ role: 'pod', kubeconfig_file: '/etc/kubeconfig' }, []],
  ])('watches what %j asks for', (discovery, expected) => {
    expect(needs('receivers/prometheus', scraping(discovery))).toEqual(expected);
  });

  test('has its targets found by a target allocator', () => {
    const settings = scraping({ role: 'pod' });
    expect(needs('receivers/prometheus', settings, { targetAllocator: true })).toEqual([]);
  });

  test('scrapes the other jobs where it may not find those of one', () => {
    const discovery = { kubernetes_sd_configs: [{ role: 'pod' }] };
    const jobs = [
      { job_name: 'a', ...discovery },
      { job_name: 'b', static_configs: [] },
    ];
    expect(needs('receivers/prometheus', { config: { scrape_configs: jobs } })).toEqual([
      'list,watch /pods (targets of job a)',
    ]);
  });
});

describe('kubelet_stats', () => {
  test.each<[object, string[]]>([
    [{ auth_type: 'serviceAccount' }, ['get /nodes/stats']],
    [{ auth_type: 'tls' }, []],
    [
      {
        auth_type: 'serviceAccount',
        metrics: {
          'k8s.pod.cpu_limit_utilization': { enabled: true },
          'k8s.pod.cpu_request_utilization': { enabled: false },
        },
      },
      ['get /nodes/stats', 'get /nodes/pods (k8s.pod.cpu_limit_utilization)'],
    ],
    [
      {
        auth_type: 'tls',
        k8s_api_config: { auth_type: 'serviceAccount' },
        extra_metadata_labels: ['k8s.volume.type'],
        metrics: { 'k8s.pod.cpu.node.utilization': { enabled: true } },
      },
      [
        'get /persistentvolumeclaims (k8s.volume.type)',
        'get /persistentvolumes (k8s.volume.type)',
        'list,watch /nodes (k8s.pod.cpu.node.utilization)',
      ],
    ],
  ])('%j', (settings, expected) => {
    expect(needs('receivers/kubelet_stats', settings)).toEqual(expected);
  });
});

test('k8s_cluster asks OpenShift for its quotas, in no namespace alone', () => {
  const quotas =
    'list,watch quota.openshift.io/clusterresourcequotas (metrics of clusterresourcequotas)';
  expect(needs('receivers/k8s_cluster', { distribution: 'openshift' })).toContain(quotas);
  const chosen = { distribution: 'openshift', namespaces: ['a'] };
  expect(needs('receivers/k8s_cluster', chosen)).not.toContain(quotas);
  expect(needs('receivers/k8s_cluster', {})).not.toContain(quotas);
});

test('receiver_creator asks for what the receivers ask for that it makes', () => {
  const settings = {
    watch_observers: ['k8s_observer'],
    receivers: {
      'kubeletstats/node': { rule: 'type == "k8s.node"', config: { auth_type: 'serviceAccount' } },
      redis: { rule: 'type == "port"' },
    },
  };
  expect(needs('receivers/receiver_creator', settings)).toEqual([
    'get /nodes/stats (what kubeletstats/node receives)',
  ]);
});

test('detection of EKS looks up the node that it is told of, where it must', () => {
  const told = { detectors: ['env', 'eks'], eks: { node_from_env_var: 'NODE' } };
  expect(needs('processors/resource_detection', told)).toEqual([
    'get /nodes (host.id and cloud.region) perhaps',
  ]);
  expect(nodeVariables('processors/resource_detection', told)).toEqual(['NODE']);
  const untold = { detectors: ['eks'] };
  expect(needs('processors/resource_detection', untold)).toEqual([]);
  expect(nodeVariables('processors/resource_detection', untold)).toEqual([]);
});
