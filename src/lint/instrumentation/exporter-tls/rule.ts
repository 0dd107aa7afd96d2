import { exporterTlsProblems } from '../../../upstream/instrumentation/spec.ts';
import { at, record, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Certificates of an Instrumentation that agents cannot make use of. */
export const exporterTls: Rule = {
  id: 'instrumentation/exporter-tls',
  severity: 'warning',
  rationale: 'an agent shows a client certificate only with its key, and only to an https endpoint',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/instrumentation_webhook.go',
  *check({ instrumentations }) {
    for (const { object, spec } of instrumentations) {
      const written = record(at(spec, 'exporter', 'tls'));
      if (Object.keys(written).length === 0) continue;
      const endpoint = text(at(spec, 'exporter', 'endpoint'));
      const path = ['spec', 'exporter', 'tls'];
      for (const message of exporterTlsProblems(
        {
          secretName: text(written.secretName),
          configMapName: text(written.configMapName),
          caFile: text(written.ca_file),
          certFile: text(written.cert_file),
          keyFile: text(written.key_file),
        },
        { certFile: 'cert_file', keyFile: 'key_file' },
      )) {
        yield { object, path, message };
      }
      if (endpoint !== undefined && /^http:\/\//i.test(endpoint)) {
        const message = `tls needs endpoints that speak TLS, got ${endpoint}`;
        yield { object, path, message };
      }
    }
  },
};
