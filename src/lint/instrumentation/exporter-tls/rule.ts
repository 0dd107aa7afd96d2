import { exporterTlsProblems, exporterTlsSince } from '../../../upstream/instrumentation/spec.ts';
import { at, record, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Certificates of an Instrumentation that agents cannot make use of. */
export const exporterTls: Rule = {
  id: 'instrumentation/exporter-tls',
  severity: 'warning',
  rationale: 'an agent shows a client certificate only with its key, and only to an https endpoint',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/instrumentation_webhook.go',
  ignoreWhen:
    'each language that is injected is told an endpoint and certificates of its own by its env, so that nobody reads these',
  since: `opentelemetry-operator ${exporterTlsSince}`,
  visit: () => ({
    *instrumentation({ spec }) {
      const written = record(at(spec, 'exporter', 'tls'));
      if (Object.keys(written).length === 0) return;
      const path = ['spec', 'exporter', 'tls'];
      const files = {
        secretName: text(written.secretName),
        configMapName: text(written.configMapName),
        caFile: text(written.ca_file),
        certFile: text(written.cert_file),
        keyFile: text(written.key_file),
      };
      const names = { certFile: 'cert_file', keyFile: 'key_file' };
      for (const message of exporterTlsProblems(files, names)) yield { path, message };
      const endpoint = text(at(spec, 'exporter', 'endpoint')) ?? '';
      if (/^http:\/\//i.test(endpoint)) {
        yield { path, message: `tls needs endpoints that speak TLS, got ${endpoint}` };
      }
    },
  }),
};
