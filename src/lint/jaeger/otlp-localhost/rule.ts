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
  rationale: 'connections to the Service are refused by a server that listens on localhost only',
  source:
    'jaeger#5737 (v1.59.0, put right in v1.60.0); jaeger-operator v1.59.0 pkg/deployment/otlp.go',
  ignoreWhen:
    'nobody sends OTLP to this Jaeger, or a proxy in the pod takes it on the usual ports and passes it on to localhost',
  since: `jaeger ${otlpLocalhostSince}`,
  until: `jaeger ${otlpLocalhostUntil}`,
  visit: () => ({
    *jaeger({ roles, version, operatorVersion }) {
      const role = roles.find(({ name }) => name === 'collector' || name === 'allInOne');
      if (!role || version === undefined) return;
      if (!otlpListensLocally({ version, options: role.options, operatorVersion })) return;
      const enabled = role.own.find(({ key }) => key === 'collector.otlp.enabled');
      yield {
        path: enabled?.path ?? [...role.path, 'image'],
        message: `${role.name} of Jaeger ${version} listens for OTLP on localhost: set collector.otlp.grpc.host-port and collector.otlp.http.host-port, or take ${otlpLocalhostUntil}`,
      };
    },
  }),
};
