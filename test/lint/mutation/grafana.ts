import { at, list, record } from '../../../src/upstream/values/unknown.ts';
import type { Path } from '../../../src/yaml/locate.ts';
import { breaking } from './breaking.ts';
import { type Manifest, type Mutation, valueAt } from './stack.ts';

/** Data sources that Grafana does not read, or does not start with. */
export const grafanaMutations: readonly Mutation[] = [
  breaking(
    'no version of the file',
    'without apiVersion: 1, keys are read as those of version 0',
    ['ConfigMap'],
    function* (config) {
      for (const [file, datasource] of datasourcesIn(config)) {
        yield [[[...datasource.slice(0, -2), 'apiVersion'], undefined]];
        yield [
          [['data', file], undefined],
          [['data', file.replace(/\.yaml$/, '')], at(config, 'data', file)],
        ];
      }
    },
  ),
  breaking(
    'no address',
    'the data source has nobody to ask',
    ['ConfigMap', 'GrafanaDatasource'],
    function* (object) {
      for (const [, datasource] of datasourcesIn(object)) {
        yield [[[...datasource, 'url'], undefined]];
      }
    },
  ),
  breaking('two defaults', 'Grafana does not start', ['ConfigMap'], function* (config) {
    for (const [, datasource] of datasourcesIn(config)) {
      const other = {
        name: 'Other',
        type: 'prometheus',
        url: 'http://prometheus:9090',
        isDefault: true,
      };
      const one = { ...record(valueAt(config, datasource)), isDefault: true };
      yield [[datasource.slice(0, -1), [one, other]]];
    }
  }),
];

/** Data sources in an object: the file, and the path to each. */
function datasourcesIn(object: Manifest): [file: string, path: Path][] {
  if (object.kind === 'GrafanaDatasource') return [['', ['spec', 'datasource']]];
  return Object.keys(record(at(object, 'data'))).flatMap((file) => {
    const path: Path = ['data', file, 'datasources'];
    return list(valueAt(object, path)).map((_, index): [string, Path] => [file, [...path, index]]);
  });
}
