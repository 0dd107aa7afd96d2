import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { objectName, pathText } from '../../src/model/kubernetes/objects.ts';
import { isRecord } from '../../src/upstream/values/unknown.ts';
import { parseYaml } from '../../src/yaml.ts';
import { modelOfObjects } from '../objects-model.ts';
import { rounds, seed } from '../seed.ts';
import { stacks, synth } from '../stacks.ts';
import { addressMutations } from './mutation/addresses.ts';
import { collectorSpecMutations } from './mutation/collector-specs.ts';
import { collectorMutations } from './mutation/collectors.ts';
import { grafanaMutations } from './mutation/grafana.ts';
import { instrumentationMutations } from './mutation/instrumentations.ts';
import { jaegerMutations } from './mutation/jaegers.ts';
import { operatorMutations } from './mutation/operators.ts';
import { orderMutations } from './mutation/order.ts';
import { resourceMutations } from './mutation/resources.ts';
import type { Manifest, Mutant, Mutation, Stack } from './mutation/stack.ts';
import { tektonMutations } from './mutation/tekton.ts';
import { thanosMutations } from './mutation/thanos.ts';

/** How many mutants are tried. */
const runs = rounds(150);

const mutations: readonly Mutation[] = [
  ...addressMutations,
  ...collectorMutations,
  ...collectorSpecMutations,
  ...grafanaMutations,
  ...instrumentationMutations,
  ...jaegerMutations,
  ...operatorMutations,
  ...orderMutations,
  ...resourceMutations,
  ...tektonMutations,
  ...thanosMutations,
];

const valid: Stack[] = [
  stackOf('cluster', readFileSync(new URL('mutation/cluster.yaml', import.meta.url), 'utf8')),
];
for (const name of Object.keys(stacks).filter((stack) => stack !== 'article')) {
  valid.push(stackOf(name, ...(await synth(name)).values()));
}

/** A mutant and the mutation that makes it. */
interface Candidate {
  readonly mutation: Mutation;
  readonly mutant: Mutant;
}

const candidates = mutations.flatMap((mutation): Candidate[] =>
  valid.flatMap((stack) => [...mutation.of(stack)].map((mutant) => ({ mutation, mutant }))),
);

test.each(valid)('the $name stack is whole before it is broken', ({ objects }) => {
  expect(found(objects)).toEqual([]);
});

test.each(mutations)('some stack can have: $name', (mutation) => {
  expect(candidates.filter((candidate) => candidate.mutation === mutation)).not.toEqual([]);
});

test('mutants are noticed', { timeout: 600_000 }, () => {
  const tried =
    runs < candidates.length
      ? fc.sample(fc.constantFrom(...candidates), { numRuns: runs, seed })
      : candidates;
  const missed = tried
    .filter(({ mutant }) => !isNoticed(mutant))
    .map(({ mutation, mutant }) => `${mutation.name}: ${mutant.what} (${mutation.because})`);
  expect([...new Set(missed)], `SEED=${seed}`).toEqual([]);
});

function stackOf(name: string, ...texts: string[]): Stack {
  const documents = texts.flatMap((text) => parseYaml(text, name));
  return { name, objects: documents.map(({ value }) => value).filter(isRecord) };
}

/** Whether an error or a warning names one of the objects that are to blame. */
function isNoticed({ make, blame }: Mutant): boolean {
  return found(make()).some(({ severity, name }) => severity !== 'info' && blame.includes(name));
}

function found(objects: readonly Manifest[]) {
  return lint(modelOfObjects(objects)).map(({ severity, rule, object, path, message }) => ({
    severity,
    rule: rule.id,
    name: objectName(object),
    path: pathText(path),
    message,
  }));
}
