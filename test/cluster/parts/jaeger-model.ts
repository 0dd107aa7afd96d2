import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Jaeger } from '../../../src/model/jaeger/instances.ts';
import type { JaegerRole } from '../../../src/model/jaeger/roles.ts';
import { readModel } from '../../../src/model/model.ts';
import { arbitraryJaeger } from '../fixtures/arbitrary-jaeger.ts';
import type { Checks } from '../harness/checks.ts';
import { at, type KubeObject, listAt, readManifest, textAt } from '../harness/objects.ts';
import { run } from '../harness/run-program.ts';
import { generatorSeed } from '../harness/seed.ts';

const RUNS = 200;
const AT_ONCE = 4;
const MAX_SHOWN = 5;

/** Kinds that exist on plain Kubernetes; the operator also writes resources for operators that may not be there. */
const KINDS = new Set([
  'ServiceAccount',
  'ConfigMap',
  'Deployment',
  'DaemonSet',
  'Service',
  'Ingress',
  'HorizontalPodAutoscaler',
  'CronJob',
  'Job',
]);

/** What the operator adds to the flags of a resource by itself. */
const ADDED_FLAGS =
  /^(sampling\.strategies-file|query\.ui-config|agent\.tags|kafka\.(producer|consumer)\..*)$/;

/** Flags by which the operator protocols an Elasticsearch that it would have another operator run. */
const PROVISIONED_FLAGS = /^es(-archive)?\./;

/**
 * Holds the model against `jaeger-operator generate` for generated resources: which objects there will be, the ports of
 * the Services, the flags of the containers.
 */
export async function checkJaegerModel(
  checks: Checks,
  operator: string,
  folder: string,
): Promise<void> {
  const seed = generatorSeed();
  const jaegers = fc.sample(arbitraryJaeger, { numRuns: RUNS, seed });
  await checks.check('operators', `the model agrees on ${RUNS} Jaegers, seed ${seed}`, async () => {
    const wrong: string[] = [];
    const queue = jaegers.entries();
    const work = async (): Promise<void> => {
      for (const [index, jaeger] of queue) {
        const created = await generate(operator, jaeger, join(folder, `jaeger-${index}`));
        const found = disagreements(jaeger, created);
        if (found.length > 0) wrong.push(`${JSON.stringify(jaeger)}\n  ${found.join('\n  ')}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (wrong.length > 0) {
      throw new Error(`${wrong.length} differ:\n${wrong.slice(0, MAX_SHOWN).join('\n')}`);
    }
  });
}

/** What the operator creates for a Jaeger, without a cluster. */
export async function generate(
  operator: string,
  jaeger: KubeObject,
  file: string,
): Promise<readonly KubeObject[]> {
  writeFileSync(`${file}.json`, JSON.stringify(jaeger));
  const platform = ['--platform=kubernetes', '--es-provision=no', '--kafka-provision=no'];
  // without a kubeconfig it does not look for a cluster
  const env = { PATH: process.env.PATH, HOME: '/nonexistent' };
  await run(operator, ['generate', `--cr=${file}.json`, `--output=${file}.yaml`, ...platform], {
    env,
  });
  return readManifest(`${file}.yaml`).objects.map((object) => ({
    ...object,
    // the operator prints some resources without their kind; of those, only a Job makes pods
    kind: object.kind ?? (at(object, 'spec', 'template') === undefined ? 'Unknown' : 'Job'),
  }));
}

function disagreements(resource: KubeObject, created: readonly KubeObject[]): string[] {
  const [jaeger] = readModel([{ value: resource }]).jaegers;
  if (jaeger === undefined) return ['the model has no such Jaeger'];
  return [
    ...objectDisagreements(jaeger, created),
    ...serviceDisagreements(jaeger, created),
    ...jaeger.roles.flatMap((role) => flagDisagreements(jaeger, role, created)),
  ];
}

function objectDisagreements(jaeger: Jaeger, created: readonly KubeObject[]): string[] {
  const predicted = jaeger.objects.map(({ kind, name }) => `${kind} ${name}`);
  const real = created
    .filter(({ kind }) => KINDS.has(kind))
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  return [
    ...real.filter((one) => !predicted.includes(one)).map((one) => `not predicted: ${one}`),
    ...predicted.filter((one) => !real.includes(one)).map((one) => `not created: ${one}`),
  ];
}

function serviceDisagreements(jaeger: Jaeger, created: readonly KubeObject[]): string[] {
  return jaeger.services.flatMap((service) => {
    const real = created.find(
      ({ kind, metadata }) => kind === 'Service' && metadata.name === service.name,
    );
    if (real === undefined) return [];
    const headless = at(real, 'spec', 'clusterIP') === 'None';
    const ports = listAt(real, 'spec', 'ports').map((port) => ({
      name: textAt(port, 'name'),
      port: Number(at(port, 'port')),
      protocol: at(port, 'protocol') ?? 'TCP',
    }));
    const predicted = service.ports.map(({ name, port, transport: protocol }) => ({
      name,
      port,
      protocol,
    }));
    const right = headless === service.headless && isDeepStrictEqual(ports, predicted);
    return right
      ? []
      : [`${service.name}: ${JSON.stringify(ports)}, predicted ${JSON.stringify(predicted)}`];
  });
}

function flagDisagreements(
  jaeger: Jaeger,
  role: JaegerRole,
  created: readonly KubeObject[],
): string[] {
  const name = role.name === 'allInOne' ? jaeger.name : `${jaeger.name}-${role.name}`;
  const deployment = created.find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === name,
  );
  const container = listAt(deployment, 'spec', 'template', 'spec', 'containers')[0];
  const flags = new Map(
    listAt(container, 'args').map((flag) => {
      const [, key = '', value = ''] = /^--([^=]+)=(.*)$/s.exec(String(flag)) ?? [];
      return [key, value];
    }),
  );
  const provisioned =
    jaeger.strategy.storage === 'elasticsearch' &&
    !jaeger.storageOptions.some(({ key }) => key === 'es.server-urls');
  const wrong: string[] = [];
  for (const [flag, value] of role.options) {
    if (provisioned && PROVISIONED_FLAGS.test(flag)) continue;
    if (flags.get(flag) !== value) {
      wrong.push(`${name}: --${flag} is ${flags.get(flag)}, predicted ${value}`);
    }
  }
  for (const flag of flags.keys()) {
    if (provisioned && PROVISIONED_FLAGS.test(flag)) continue;
    if (!role.options.has(flag) && !ADDED_FLAGS.test(flag)) {
      wrong.push(`${name}: --${flag} is not predicted`);
    }
  }
  return wrong;
}
