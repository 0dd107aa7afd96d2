import { expect, test } from 'vitest';
import type { Member } from '../../../scripts/catalogue/join.ts';
import { signalsTold, type Told, withMetadata } from '../../../scripts/catalogue/members.ts';
import { tabledReleases } from '../../../src/upstream/collector/components.ts';

const minor = Number(tabledReleases.to.split('.')[1]);
const next = `0.${minor + 1}.0`;
const later = `0.${minor + 3}.0`;

const known: Member = {
  signals: ['traces'],
  distributions: { contrib: {}, k8s: { from: '0.98.0' }, ebpf: { from: '0.125.0' } },
  module: 'contrib:processor/orderprocessor',
};
const metadata = (more: Told = {}): Told => ({
  id: 'order',
  distributions: ['contrib', 'k8s'],
  ...more,
});
const raised = (more: Told = {}, release = next, member: Member | undefined = known) =>
  withMetadata('processors/order', member, metadata(more), release);

test('a release that changes nothing leaves what is known', () => {
  expect(raised()).toEqual(['processors/order', known]);
});

test('a component comes to a distribution and leaves another at the release that is read', () => {
  const [, member] = raised({ distributions: ['core', 'contrib'] });
  expect(member?.distributions).toEqual({
    contrib: {},
    k8s: { from: '0.98.0', until: next },
    // of which metadata says nothing
    ebpf: { from: '0.125.0' },
    core: { from: next },
  });
});

test('a component that comes back has been away in between', () => {
  const away = { ...known, distributions: { contrib: { from: '0.90.0', until: '0.95.0' } } };
  expect(raised({ distributions: ['contrib'] }, next, away)[1]?.distributions).toEqual({
    contrib: { from: '0.90.0', gaps: [{ from: '0.95.0', until: next }] },
  });
});

test('a new component is in the distributions that it tells of', () => {
  const [key, member] = withMetadata('processors/order', undefined, metadata(), next);
  expect(key).toBe('processors/order');
  expect(member?.distributions).toEqual({ contrib: { from: next }, k8s: { from: next } });
});

test('a new id has the former one beside it, as long as that is taken', () => {
  const [key, member] = raised({ id: 'sort', alias: 'order' });
  expect(key).toBe('processors/sort');
  expect(member).toMatchObject({ idSince: next, aliases: [{ id: 'order' }] });
  expect(member).not.toHaveProperty('idNotBefore');
  expect(raised({ id: 'sort' })[1]?.aliases).toEqual([{ id: 'order', until: next }]);
});

test('between the releases that are known and the one that is read, nobody knows when an id changed', () => {
  expect(raised({ id: 'sort', alias: 'order' }, later)[1]).toMatchObject({
    idSince: later,
    idNotBefore: next,
  });
});

test('what was read once changes nothing when it is read again', () => {
  const told = { id: 'sort', alias: 'order', distributions: ['core', 'contrib'] };
  const [key, member] = raised(told);
  expect(withMetadata(key, member, told, next)).toEqual([key, member]);
});

test.each([
  [
    { distributions: ['core', 'contrib', 'k8s'] },
    'says that core has it, which its manifest does not',
  ],
  [
    { distributions: ['contrib'] },
    'must say that k8s has it, as its manifest does; add it to `untold` if it does not',
  ],
  [{ id: 'sort' }, 'says that it is or was called sort, got order'],
])('metadata that the manifests contradict is refused: %j', (told, problem) => {
  expect(() => raised(told, tabledReleases.to)).toThrow(
    `metadata.yaml of processors/order ${tabledReleases.to} ${problem}`,
  );
});

test('signals stand in the order of pipelines, whatever their stability', () => {
  const stability = { alpha: ['logs_to_metrics'], beta: ['traces_to_metrics', 'traces_to_traces'] };
  expect(signalsTold({ stability })).toEqual([
    'traces_to_traces',
    'traces_to_metrics',
    'logs_to_metrics',
  ]);
  expect(
    signalsTold({ stability: { beta: ['logs', 'traces'], development: ['profiles'] } }),
  ).toEqual(['traces', 'logs', 'profiles']);
  expect(signalsTold({ stability: { beta: ['extension'] } })).toEqual([]);
});
