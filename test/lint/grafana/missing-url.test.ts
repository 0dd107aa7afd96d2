import { expect, test } from 'vitest';
import { missingUrl } from '../../../src/lint/grafana/missing-url/rule.ts';
import { check } from '../check.ts';
import { fileOf, resourceOf } from './files-of.ts';

const message = 'a data source of type jaeger must have the url of the query service, got none';

test('a data source without a url is told, in files and resources', () => {
  expect(check(fileOf(['name: A, type: jaeger, uid: a']), missingUrl)).toEqual([
    `ConfigMap/t/ds data["ds.yaml"].datasources[0]: ${message}`,
  ]);
  expect(check(resourceOf('name: A, type: jaeger, url: ""'), missingUrl)).toHaveLength(1);
});

test.each([
  fileOf(['name: A, type: jaeger, url: "http://jaeger-query:16686"']),
  fileOf(['name: A, type: testdata']),
  resourceOf('name: A, type: jaeger', 'valuesFrom: [{targetPath: url, valueFrom: {}}]'),
])('%s is fine', (yaml) => {
  expect(check(yaml, missingUrl)).toEqual([]);
});
