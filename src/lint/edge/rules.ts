import type { Rule } from '../rule.ts';
import { address } from './address/rule.ts';
import { clusterDomain } from './cluster-domain/rule.ts';
import { customResourceName } from './custom-resource-name/rule.ts';
import { exportLoop } from './export-loop/rule.ts';
import { hostDns } from './host-dns/rule.ts';
import { hostPort } from './host-port/rule.ts';
import { ingressPort } from './ingress-port/rule.ts';
import { ingressProtocol } from './ingress-protocol/rule.ts';
import { loopback } from './loopback/rule.ts';
import { misspeltService } from './misspelt-service/rule.ts';
import { namespace } from './namespace/rule.ts';
import { networkPolicy } from './network-policy/rule.ts';
import { networkPolicyDns } from './network-policy-dns/rule.ts';
import { nothingListens } from './nothing-listens/rule.ts';
import { plainLogin } from './plain-login/rule.ts';
import { port } from './port/rule.ts';
import { protocol } from './protocol/rule.ts';
import { proxy } from './proxy/rule.ts';
import { referenceGrant } from './reference-grant/rule.ts';
import { remoteWrite } from './remote-write/rule.ts';
import { serviceNotCreated } from './service-not-created/rule.ts';
import { signal } from './signal/rule.ts';
import { silentPort } from './silent-port/rule.ts';
import { silentProbe } from './silent-probe/rule.ts';
import { tls } from './tls/rule.ts';
import { tracesPath } from './traces-path/rule.ts';
import { usualPort } from './usual-port/rule.ts';

/** Rules about addresses and what they lead to, by id. */
export const edgeRules: readonly Rule[] = [
  address,
  clusterDomain,
  customResourceName,
  exportLoop,
  hostDns,
  hostPort,
  ingressPort,
  ingressProtocol,
  loopback,
  misspeltService,
  namespace,
  networkPolicy,
  networkPolicyDns,
  nothingListens,
  plainLogin,
  port,
  protocol,
  proxy,
  referenceGrant,
  remoteWrite,
  serviceNotCreated,
  signal,
  silentPort,
  silentProbe,
  tls,
  tracesPath,
  usualPort,
];
