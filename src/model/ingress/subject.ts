import type { Sender } from '../edge/senders.ts';
import type { Cluster, Subject } from '../subject.ts';
import { nginxSenders } from './nginx.ts';
import { traefikSenders } from './traefik.ts';

/** What stands before applications and sends spans of their requests: Ingress NGINX and Traefik. */
export const ingress: Subject<Cluster, object, Sender<'ingress-nginx' | 'traefik'>> = {
  read: () => ({}),
  senders: ({ objects, workloads }) => [
    ...nginxSenders(objects),
    ...workloads.flatMap(traefikSenders),
  ],
};
