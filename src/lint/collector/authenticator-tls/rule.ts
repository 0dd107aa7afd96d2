import type { CollectorConfig } from '../../../model/collector/config.ts';
import { edgesByExporter } from '../../../model/collector/flows.ts';
import type { Edge } from '../../../model/model.ts';
import {
  authenticatorSides,
  loginSentBy,
} from '../../../upstream/collector/extensions/authenticators.ts';
import { extensionReferences } from '../../../upstream/collector/extensions/references.ts';
import type { Rule } from '../../rule.ts';

/** An authenticator that gRPC sends over TLS alone, for an exporter without TLS. */
export const authenticatorTls: Rule = {
  id: 'collector/authenticator-tls',
  severity: 'error',
  rationale:
    'gRPC sends these credentials only over TLS, so the exporter without TLS is rejected and the collector fails to start',
  source:
    'grpc-go clientconn.go validateTransportCredentials; opentelemetry-collector-contrib v0.158.0 extension/basicauthextension, bearertokenauthextension and oauth2clientauthextension; opentelemetry-collector#13929',
  ignoreWhen:
    'never: the collector exits with an error. To send a login without TLS, write it into the `headers` of the exporter, where everybody on the way can read it',
  visit({ edges }) {
    const outgoing = edgesByExporter(edges);
    return {
      *component(component, { config }) {
        if (component.kind !== 'exporters' || !config.isEnabled(component)) return;
        if (!outgoing.get(component)?.some(isPlainGrpc)) return;
        for (const { path, id } of extensionReferences(component.settings)) {
          const sent = path.at(-1) === 'authenticator' ? loginOf(config, id) : undefined;
          if (sent === undefined) continue;
          yield {
            path,
            message: `${component.id} must use TLS, because ${id} sends ${sent}, which gRPC sends only over TLS; got insecure: true`,
          };
        }
      },
    };
  },
};

function isPlainGrpc({ sender, address }: Edge): boolean {
  const grpc = sender.protocol === 'otlp-grpc' || sender.protocol === 'jaeger-grpc';
  // a variable may hold https://, which is TLS
  return grpc && sender.tls === false && address?.variable === false;
}

function loginOf(config: CollectorConfig, id: string): string | undefined {
  const extension = config.component('extensions', id);
  if (!extension || !config.isEnabled(extension)) return undefined;
  const { type, settings } = extension;
  // one that checks logins is told by a rule of its own
  return authenticatorSides(type, settings)?.includes('client') === false
    ? undefined
    : loginSentBy(type);
}
