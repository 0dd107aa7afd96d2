import { dnsSubdomainProblem } from '../names.ts';

/**
 * Why `value` cannot be the host of an Ingress rule: a DNS name, or one with `*.` before it; an empty one stands for every host.
 *
 * Source: kubernetes v1.27 pkg/apis/networking/validation ValidateIngressSpec.
 *
 * @param what - the thing named in the text
 */
export function hostPatternProblem(what: string, value: string): string | undefined {
  if (value === '') return undefined;
  if (value === '*') {
    return `${what} must be a host name, or *. and a domain, got '*'; every host is the empty text`;
  }
  return dnsSubdomainProblem(what, value.replace(/^\*\./, ''));
}
