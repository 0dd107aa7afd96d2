/** Where a control plane stands, and what its controllers do. */
export interface Place {
  /** Address that the API server listens on. */
  readonly address: string;
  /** Its port. @default - a free one */
  readonly port?: number;
  /** Controllers that run, as `--controllers` takes them. */
  readonly controllers: string;
  /** Whether the API server reaches webhooks by `network`, in the place of a cluster's own network. */
  readonly egress: boolean;
}

/**
 * A loopback address, with the two controllers that make deletion work (namespaces, garbage collection). There are no nodes:
 * Deployments stay without pods.
 */
export const loopback: Place = {
  address: '127.0.0.1',
  controllers: 'namespace,garbagecollector',
  egress: true,
};
