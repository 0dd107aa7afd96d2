import { exporterTlsProblems, exporterTlsSince } from '../../../upstream/instrumentation/spec.ts';
import { at, record, text } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** Certificates of an Instrumentation that agents cannot make use of. */
export const exporterTls: Rule = {
  id: 'instrumentation/exporter-tls',
  severity: 'warning',
  rationale:
    'an agent uses a client certificate only together with its key, and only for an https endpoint',
  source: 'opentelemetry-operator v0.158.0 internal/webhook/instrumentation_webhook.go',
  ignoreWhen:
    'the env of each injected language sets its own endpoint and certificates, so no agent uses these',
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
