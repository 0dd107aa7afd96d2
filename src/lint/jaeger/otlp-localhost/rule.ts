import type { Jaeger, JaegerRole } from '../../../model/jaeger/instances.ts';
import { otlpListensLocally } from '../../../upstream/jaeger/servers.ts';
import type { Rule } from '../../rule.ts';

/** OTLP of Jaeger 1.59, which listens to its own pod alone unless told otherwise. */
export const otlpLocalhost: Rule = {
  id: 'jaeger/otlp-localhost',
  severity: 'error',
  rationale: 'connections to the Service are refused by a server that listens on localhost only',
  source:
    'jaeger#5737 (v1.59.0, put right in v1.60.0); jaeger-operator v1.59.0 pkg/deployment/otlp.go',
  *check({ jaegers }) {
    for (const jaeger of jaegers) {
      const role = jaeger.roles.find(({ name }) => name === 'collector' || name === 'allInOne');
      if (!role || !listensLocally(jaeger, role)) continue;
      const place = role.own.find(({ key }) => key === 'collector.otlp.enabled');
      yield {
        object: jaeger.object,
        path: place?.path ?? [...role.path, 'image'],
        message: `${role.name} of Jaeger ${jaeger.version} listens for OTLP on localhost: set collector.otlp.grpc.host-port and collector.otlp.http.host-port, or take 1.60.0`,
      };
    }
  },
};

function listensLocally({ version, operatorVersion }: Jaeger, { options }: JaegerRole): boolean {
  if (version === undefined) return false;
  return otlpListensLocally({
    version,
    options,
    operatorVersion,
  });
}
