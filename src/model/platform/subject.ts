import type { Cluster, Subject } from '../subject.ts';
import { type PlatformSender, platformSenders } from './senders.ts';

/** Platforms that applications run on, and that report spans of them: Dapr, Knative, Argo CD, Envoy Gateway, Kong, Keycloak. */
export const platform: Subject<Cluster, object, PlatformSender> = {
  read: () => ({}),
  senders: ({ objects }) => platformSenders(objects),
};
