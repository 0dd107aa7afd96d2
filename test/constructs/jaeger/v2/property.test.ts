import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lint } from '../../../../src/lint/lint.ts';
import { readModel } from '../../../../src/model/model.ts';
import {
  arbitraryJaegerV2Props,
  generatedJaegerV2,
  generatedNamespace,
} from '../../../cluster/fixtures/generated-jaeger-v2.ts';

test('whatever the types allow is refused by construct and prop, or synthesized without findings', () => {
  let made = 0;
  fc.assert(
    fc.property(arbitraryJaegerV2Props, (props) => {
      const generated = generatedJaegerV2(props);
      if (generated === undefined) return;
      made += 1;
      const { objects, jaeger } = generated;
      const model = readModel(objects.map((value) => ({ value })));
      expect(lint(model).map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([]);
      const { query, otlpGrpc, otlpHttp, thriftHttp, sampling } = jaeger;
      for (const endpoint of [query, otlpGrpc, otlpHttp, thriftHttp, sampling]) {
        if (endpoint === undefined) continue;
        const service = model.services.find(generatedNamespace, endpoint.host);
        expect(service?.ports.map(({ port }) => port)).toContain(endpoint.port);
      }
    }),
    { numRuns: 100 },
  );
  // not because most were refused
  expect(made).toBeGreaterThan(30);
}, 120_000);
