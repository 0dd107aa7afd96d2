import type { Rule } from '../rule.ts';
import { address } from './address.ts';
import { clusterDomain } from './cluster-domain.ts';
import { customResourceName } from './custom-resource-name.ts';
import { exportLoop } from './export-loop.ts';
import { loopback } from './loopback.ts';
import { misspeltService } from './misspelt-service.ts';
import { namespace } from './namespace.ts';
import { nothingListens } from './nothing-listens.ts';
import { port } from './port.ts';
import { protocol } from './protocol.ts';
import { serviceNotCreated } from './service-not-created.ts';
import { tls } from './tls.ts';
import { tracesPath } from './traces-path.ts';

/** Rules about addresses and what they lead to, by id. */
export const edgeRules: readonly Rule[] = [
  address,
  clusterDomain,
  customResourceName,
  exportLoop,
  loopback,
  misspeltService,
  namespace,
  nothingListens,
  port,
  protocol,
  serviceNotCreated,
  tls,
  tracesPath,
];
