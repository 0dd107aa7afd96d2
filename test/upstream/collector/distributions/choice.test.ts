import { expect, test } from 'vitest';
import {
  componentIds,
  componentKinds,
  tabledReleases,
} from '../../../../src/upstream/collector/components.ts';
import { componentStatus } from '../../../../src/upstream/collector/releases.ts';

test('contrib has what core and k8s have', () => {
  const lacking = componentKinds.flatMap((kind) =>
    componentIds(kind).filter((id) => {
      const isIn = (name: 'core' | 'k8s' | 'contrib') =>
        componentStatus(kind, id, name, tabledReleases.to).status === 'present';
      return (isIn('core') || isIn('k8s')) && !isIn('contrib');
    }),
  );
  expect(lacking).toEqual([]);
});
