/** What a fix takes the place of: the value that the finding is about, or the key that leads to it. */
type Repair = 'key' | 'value';

/**
 * Rules whose fix there is only one of, which therefore may be written without asking. Not here are fixes in words, those that move data
 * elsewhere, such as another prefix of indices, and those that one of several wishes may be behind.
 */
export const repairs: ReadonlyMap<string, Repair> = new Map<string, Repair>([
  ...[
    'collector/bare-variable',
    'collector/listen-address',
    'collector/undefined-component',
    'edge/address',
    'edge/cluster-domain',
    'edge/custom-resource-name',
    'edge/misspelt-service',
    'edge/namespace',
    'edge/protocol',
    'edge/traces-path',
    'grafana/access',
    'grafana/missing-uid',
    'grafana/type',
    'grafana/url',
    'instrumentation/missing-instrumentation',
    'jaeger/agent-strategy',
    'jaeger/v2-storage-name',
    'object/misspelt-reference',
    'object/undefined-volume',
    'operator/binding-subject',
    'operator/ca-injection',
    'operator/webhook-service',
    'sdk/endpoint-path',
    'sdk/value',
    'thanos/client-type',
    'thanos/endpoint',
  ].map((id): [string, Repair] => [id, 'value']),
  ...[
    'collector/unknown-section',
    'collector/unknown-setting',
    'collector/unknown-signal',
    'crd/unknown-field',
    'instrumentation/annotation-key',
    'instrumentation/resources-field',
    'jaeger/v2-setting',
    'tekton/unread-key',
  ].map((id): [string, Repair] => [id, 'key']),
]);
