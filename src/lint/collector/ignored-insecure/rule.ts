import { at } from '../../../upstream/values/unknown.ts';
import type { Rule } from '../../rule.ts';

/** TLS that is said to be off for an address with https. */
export const ignoredInsecure: Rule = {
  id: 'collector/ignored-insecure',
  severity: 'warning',
  rationale:
    'an https:// endpoint always uses TLS, even with insecure: true, and a receiver without TLS does not understand it',
  source: 'opentelemetry-collector v0.158.0 config/configgrpc isSchemeHTTPS, config/confighttp',
  ignoreWhen: 'the receiver uses TLS, and the setting is kept for the day when it does not',
  visit: () => ({
    *edge({ sender, address, client }) {
      const { component } = sender;
      if (component?.kind !== 'exporters') return;
      if (address?.scheme !== 'https' || at(component.settings, 'tls', 'insecure') !== true) return;
      yield {
        object: component.object,
        path: [...component.path, 'tls', 'insecure'],
        message: `${client} uses TLS to ${address.host} because of https://, so insecure: true has no effect`,
      };
    },
  }),
};
