import { expect, test } from 'vitest';
import { jsonReport } from '../../src/cli/verify/json.ts';
import { junitReport } from '../../src/cli/verify/junit.ts';
import { textReport } from '../../src/cli/verify/text.ts';
import { verify } from '../../src/verify/verify.ts';
import { manifestsOf, stackOf } from './stack.ts';

test('a stack that works is told to, in a few lines, with what cannot be tested', async () => {
  const { context, stored } = await stackOf();
  const started: string[] = [];
  const ended: string[] = [];
  const report = await verify(context, {
    onStart: (_, title) => started.push(title),
    onResult: ({ title }) => ended.push(title),
  });
  expect(report.results.filter(({ status }) => status !== 'passed')).toEqual([]);
  const titles = report.results.map(({ title }) => title);
  expect(started).toEqual(titles);
  expect(ended.sort()).toEqual(titles.sort());
  // one trace by each protocol of the collector, and of Jaeger's
  expect(stored.size).toBe(4);
  const text = textReport(report);
  expect(text).toMatch(/^cluster memory\n✓ cluster +\d+ checks\n✓ operators +\d+ checks\n✓ wiring/);
  expect(text.split('\n').length).toBeLessThan(20);
  expect(text).toContain('the stack works');
  expect(text).toContain('whether pods of monitoring, tekton-pipelines');
  expect(text).toContain('elastic.centre.com:9201');
});

test('each hop has its time, which together are the time until the trace is found', async () => {
  const { context } = await stackOf();
  const { results } = await verify(context);
  const found = results.find(({ title }) => title.includes('OTLP/gRPC of otel-collector'));
  expect(found?.times?.map(({ hop }) => hop)).toEqual([
    'here → otel-collector:4317',
    'otel-collector → jaeger-collector.tracing:4317',
    'jaeger → store → jaeger-query',
  ]);
  const sum = found?.times?.reduce((total, { seconds }) => total + seconds, 0) ?? Number.NaN;
  const told = Number(/after ([\d.]+) s/.exec(found?.message ?? '')?.[1]);
  expect(Math.abs(sum - told)).toBeLessThan(1);
});

test('programs read results as JSON and as JUnit', async () => {
  const stack = await stackOf();
  stack.behaviour.refusal = 'no <room> & "more"';
  const report = await verify(stack.context);
  const { cluster, checks, limits } = JSON.parse(jsonReport(report));
  expect([cluster, limits.length > 0]).toEqual(['memory', true]);
  const refused = checks.filter(({ status }: { status: string }) => status === 'failed');
  expect(refused).toMatchObject([
    { group: 'trace', hop: 'client → otel-collector:4317', seconds: expect.any(Number) },
    { group: 'trace', hop: 'client → otel-collector:4318' },
  ]);
  const xml = junitReport(report);
  expect(xml).toContain('<testsuite name="trace" tests="4" failures="2" errors="0" skipped="0"');
  expect(xml).toContain(
    '<failure message="it is not accepted: gRPC status 14: no &lt;room&gt; &amp; &quot;more&quot;">',
  );
  expect(xml.match(/<testcase /g)).toHaveLength(checks.length);
});

test('what cannot be looked at for another reason than a right is red', async () => {
  const { context, cluster } = await stackOf();
  cluster.forbidden = ({ kind }) => {
    if (kind === 'MutatingWebhookConfiguration') throw new Error('the API server has hung up');
    return false;
  };
  const { results } = await verify(context);
  const red = results.filter(({ status }) => status === 'failed');
  expect(red.length).toBeGreaterThan(0);
  expect(new Set(red.map(({ message }) => message))).toEqual(
    new Set(['cannot look: the API server has hung up']),
  );
});

test('what one may not do is not tested, and nothing is red for it', async () => {
  const { context, cluster } = await stackOf();
  cluster.forbidden = ({ kind, subresource }) =>
    subresource === 'portforward' || kind === 'MutatingWebhookConfiguration';
  const { results } = await verify(context);
  expect(results.filter(({ status }) => status === 'failed')).toEqual([]);
  const untested = results.filter(({ status }) => status === 'untested');
  expect(untested.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      'the rights to get pods/portforward and to create pods/portforward are missing',
      'not allowed: get Pod/portforward in tracing',
      'not allowed: get MutatingWebhookConfiguration in ',
    ]),
  );
  const trace = results.filter(({ group }) => group === 'trace');
  expect(new Set(trace.map(({ status }) => status))).toEqual(new Set(['untested']));
  expect(textReport({ cluster: '', results, limits: [] })).toMatch(
    /^nothing failed, \d+ not tested$/m,
  );
});

test('no more is asked of the cluster than to be read, and to connect to pods', async () => {
  const { context, cluster } = await stackOf();
  await verify(context);
  const verbs = new Set(
    cluster.asked.map(({ verb, subresource = '' }) => `${verb} ${subresource}`),
  );
  expect([...verbs].sort()).toEqual(
    ['get ', 'get log', 'get portforward', 'list '].filter((one) => verbs.has(one)),
  );
  expect(cluster.asked.some(({ kind }) => kind === 'Secret')).toBe(false);
});

test('an API server that does not answer ends it', async () => {
  const { context, cluster } = await stackOf();
  cluster.version = async () => {
    throw new Error('the API server does not answer');
  };
  await expect(verify(context)).rejects.toThrow('the API server does not answer');
});

test('before anything is applied, what must be there is looked for, and nothing else', async () => {
  const { context, cluster } = await stackOf();
  const before = { ...context, cluster };
  for (const { text } of manifestsOf()) {
    for (const title of titlesIn(text)) cluster.remove(title);
  }
  cluster.put({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'thanos-objstore', namespace: 'monitoring' },
  });
  const { results, limits } = await verify(before, { pre: true });
  expect(results.filter(({ status }) => status !== 'passed')).toEqual([]);
  expect(new Set(results.map(({ group }) => group))).toEqual(new Set(['cluster']));
  expect(limits).toEqual([]);
  cluster.remove('CustomResourceDefinition certificates.cert-manager.io');
  cluster.remove('Namespace monitoring');
  cluster.remove('Secret monitoring/thanos-objstore');
  cluster.forbidden = ({ verb, kind }) => verb === 'create' && kind === 'ClusterRole';
  const lacking = await verify(before, { pre: true });
  const failed = lacking.results.filter(({ status }) => status === 'failed');
  expect(failed.map(({ message }) => message).sort()).toEqual([
    'cert-manager is not installed: the cluster has no certificates.cert-manager.io',
    'the cluster has no namespace monitoring',
    'the manifests have objects that you may not create',
    'there is no Secret monitoring/thanos-objstore',
  ]);
});

function titlesIn(yaml: string): string[] {
  return yaml.split(/^---$/m).flatMap((document) => {
    const kind = /^kind: (\w+)$/m.exec(document)?.[1];
    const name = /^ {2}name: (\S+)$/m.exec(document)?.[1];
    const namespace = /^ {2}namespace: (\S+)$/m.exec(document)?.[1];
    return kind === undefined ? [] : [`${kind} ${[namespace, name].filter(Boolean).join('/')}`];
  });
}
