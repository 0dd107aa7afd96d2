import type { Component } from '../../../model/collector/config.ts';
import { authenticatorSides } from '../../../upstream/collector/extensions/authenticators.ts';
import { extensionReferences } from '../../../upstream/collector/extensions/references.ts';
import type { Rule } from '../../rule.ts';

/** An authenticator that logs others in, where one is asked to log in itself, or the other way round. */
export const authenticatorRole: Rule = {
  id: 'collector/authenticator-role',
  severity: 'error',
  rationale:
    'the collector fails to start when an exporter names an authenticator that only checks logins (server), or a receiver one that only sends them (client)',
  source:
    'opentelemetry-collector v0.158.0 config/configauth; opentelemetry-collector-contrib v0.158.0 extension/*auth*extension',
  ignoreWhen:
    'the extension is a build of your own under a known name, and works for clients and servers',
  visit: () => ({
    *component(component, { config }) {
      const side = sideOf(component);
      // of what no pipeline names, nothing is made
      if (side === undefined || !config.isEnabled(component)) return;
      for (const { path, id } of extensionReferences(component.settings)) {
        const found = path.at(-1) === 'authenticator' && config.component('extensions', id);
        if (!found || authenticatorSides(found.type, found.settings)?.includes(side) !== false) {
          continue;
        }
        const [wanted, does] =
          side === 'client'
            ? ['sends credentials (client)', 'checks them (server)']
            : ['checks credentials (server)', 'sends them (client)'];
        const message = `${component.id} needs an authenticator that ${wanted}, but ${id} only ${does}`;
        yield { path, message };
      }
    },
  }),
};

/** What a component needs an authenticator for; undefined where that is not certain. */
function sideOf({ kind, type }: Component): 'client' | 'server' | undefined {
  // of exporters, it is the one that others come to
  if (kind === 'exporters') return type === 'prometheus' ? 'server' : 'client';
  return kind === 'receivers' && servers.includes(type) ? 'server' : undefined;
}

/** Receivers that others send to; what fetches is a client. */
const servers: readonly string[] = ['otlp', 'jaeger', 'zipkin', 'opencensus'];
