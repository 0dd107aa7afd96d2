import { optionOf, optionValue, type RunningRole } from '../../../model/jaeger/roles.ts';
import {
  otlpListensLocally,
  otlpLocalhostSince,
  otlpLocalhostUntil,
} from '../../../upstream/jaeger/servers.ts';
import type { Rule } from '../../rule.ts';

/** OTLP of a release of Jaeger that listens to its own pod alone unless told otherwise. */
export const otlpLocalhost: Rule = {
  id: 'jaeger/otlp-localhost',
  severity: 'error',
  rationale:
    'a server that listens on localhost refuses all connections that come through the Service',
  source:
    'jaeger#5737 (v1.59.0, put right in v1.60.0); jaeger-operator v1.59.0 pkg/deployment/otlp.go',
  ignoreWhen:
    'nobody sends OTLP to this Jaeger, or a proxy in the pod forwards the default ports to localhost',
  since: `jaeger ${otlpLocalhostSince}`,
  until: `jaeger ${otlpLocalhostUntil}`,
  visit: () => ({
    *jaegerRole(role) {
      const { name, label, options, jaeger, path } = role;
      if (name !== 'collector' && name !== 'allInOne') return;
      const version = jaeger ? jaeger.version : role.version;
      if (version === undefined || (!jaeger && !isTold(role))) return;
      const operator = jaeger && { version: jaeger.operatorVersion };
      if (!otlpListensLocally({ version, options, operator })) return;
      const enabled = optionOf(role, 'collector.otlp.enabled');
      yield {
        object: enabled?.object ?? role.object,
        path: enabled?.path ?? [...path, 'image'],
        message: `${label} of Jaeger ${version} listens for OTLP on localhost: set collector.otlp.grpc.host-port and collector.otlp.http.host-port, or use release ${otlpLocalhostUntil}`,
      };
    },
  }),
};

/** Whether the manifests tell what decides. */
function isTold(role: RunningRole): boolean {
  return ['enabled', 'grpc.host-port', 'http.host-port'].every(
    (flag) => optionValue(role, `collector.otlp.${flag}`) !== undefined,
  );
}
