import { expect, test } from 'vitest';
import { readEnvironment } from '../../../src/model/kubernetes/environment.ts';
import { printYaml } from '../../../src/yaml.ts';
import { modelOf } from '../model-of.ts';

function environment(variables: readonly (readonly [string, string])[]): Map<string, string> {
  const env = variables.map(([name, value]) => ({ name, value }));
  const pod = { spec: { containers: [{ name: 'app', image: 'a', env }] } };
  const { objects, workloads } = modelOf(
    printYaml([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, ...pod }]),
  );
  const [workload] = workloads;
  const [container] = workload?.containers ?? [];
  if (!workload || !container) throw new Error('no container');
  const values = readEnvironment(objects, workload.object, container);
  return new Map(values.map(({ name, value }) => [name, value]));
}

// Linux starts no program with a variable of 131,072 bytes: MAX_ARG_STRLEN
test('variables that double each other are known as long as a program can be given them', () => {
  const doubling = Array.from({ length: 60 }, (_, index): [string, string] => [
    `V${index}`,
    index === 0 ? 'ab' : `$(V${index - 1})$(V${index - 1})`,
  ]);
  const values = environment(doubling);
  // V16 is of 131,072 characters, with its name too long; what is made of an unknown one stays as it is written
  expect(values.get('V15')).toHaveLength(65_536);
  expect(values.has('V17')).toBe(false);
  expect(values.get('V18')).toBe('$(V17)$(V17)');
});

test('many copies of a long variable are known up to what a program can be given in all', () => {
  const long = 'x'.repeat(100_000);
  const copies = Array.from({ length: 1000 }, (_, index): [string, string] => [
    `C${index}`,
    '$(V)',
  ]);
  const values = environment([['V', long], ...copies]);
  // 6 MiB, fs/exec.c
  expect([...values.values()].filter((value) => value === long)).toHaveLength(63);
});
