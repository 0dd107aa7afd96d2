/** A rule of a Role or ClusterRole, as RBAC writes it. */
export interface AccessRule {
  /** API groups, `''` for the core group. */
  readonly apiGroups?: readonly string[];
  /** Resources in the plural, with their subresource after a slash. */
  readonly resources?: readonly string[];
  /** Paths that are no resources, such as `/metrics`; only a ClusterRole can have them. */
  readonly nonResourceURLs?: readonly string[];
  /** What may be done. */
  readonly verbs: readonly string[];
}

/** A role and who it is given to. */
export interface Grant {
  /** Name of the Role or ClusterRole. */
  readonly role: string;
  /** A Role, or a ClusterRole. */
  readonly reach: 'namespace' | 'cluster';
  /**
   * Namespaces of a Role and its binding, of which each has its own.
   *
   * @default - the operator's namespace alone
   */
  readonly namespaces?: readonly string[];
  /** What it allows. */
  readonly rules: readonly AccessRule[];
  /**
   * Name of the binding.
   *
   * @default - the role is bound to nobody
   */
  readonly binding?: string;
  /**
   * ServiceAccount of another namespace that the role is bound to.
   *
   * @default - the operator's own ServiceAccount
   */
  readonly subject?: { readonly name: string; readonly namespace: string };
  /**
   * Annotations of the role and its binding.
   *
   * @default - no annotations
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A request of the API server to the operator's webhook server. */
export interface OperatorWebhook {
  /** Name, unique in its configuration. */
  readonly name: string;
  /** Path on the webhook server. */
  readonly path: string;
  /** API group of the objects it is asked about, `''` for the core group. */
  readonly apiGroup: string;
  /** API version of those objects. */
  readonly apiVersion: string;
  /** Those objects, in the plural. */
  readonly resource: string;
  /** Which requests it is asked about. */
  readonly operations: readonly ('CREATE' | 'UPDATE' | 'DELETE')[];
  /** What becomes of a request when the webhook server does not answer: refused, or let through. */
  readonly failurePolicy: 'Fail' | 'Ignore';
  /**
   * Objects that it is not asked about: those with this label set to this value.
   *
   * @default - it is asked about all
   */
  readonly except?: { readonly label: string; readonly value: string };
}

/** A version conversion that the operator's webhook server does for one of its CRDs. */
interface OperatorConversion {
  /** Path on the webhook server. */
  readonly path: string;
  /** Versions of ConversionReview that it understands. */
  readonly reviewVersions: readonly string[];
}

/** A file of CRDs: those of the newest release that is known are called by their group, those of another by group and release. */
export type CrdFile = OperatorManifest['group'] | `opentelemetry.io-${string}`;

/** What is fixed about the release manifest of an operator that was made with kubebuilder. */
export interface OperatorManifest {
  /** What people call it. */
  readonly title: string;
  /** Its own image, at the release that this project installs. */
  readonly image: string;
  /** API group of its CRDs. */
  readonly group: 'opentelemetry.io' | 'jaegertracing.io';
  /** File of its CRDs in `imports/crds/`, without its ending. */
  readonly crds: CrdFile;
  /** Labels of every object of the manifest. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels of the operator's pod, which its Services and Deployment select. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Name of the ServiceAccount that the operator's pod runs as. */
  readonly serviceAccount: string;
  /** Name of the operator's Deployment. */
  readonly deployment: string;
  /** Name of the Service of the operator's metrics. */
  readonly metricsService: string;
  /** Labels of the metrics Service beside those of every object. */
  readonly metricsServiceLabels: Readonly<Record<string, string>>;
  /** Name of the Service of the webhook server, port 443. */
  readonly webhookService: string;
  /** Name of cert-manager's Certificate for the webhook server. */
  readonly certificate: string;
  /** Name of cert-manager's Issuer of that certificate, self-signed. */
  readonly issuer: string;
  /** Secret that cert-manager writes the webhook server's certificate into. */
  readonly certificateSecret: string;
  /** Organizational unit in the certificate's subject. */
  readonly organizationalUnit: string;
  /** Name of the MutatingWebhookConfiguration. */
  readonly mutatingConfiguration: string;
  /** Its webhooks, in upstream's order. */
  readonly mutatingWebhooks: readonly OperatorWebhook[];
  /** Name of the ValidatingWebhookConfiguration. */
  readonly validatingConfiguration: string;
  /** Its webhooks, in upstream's order. */
  readonly validatingWebhooks: readonly OperatorWebhook[];
  /** CRDs, by name, that cert-manager writes its CA into. */
  readonly caInjectedCrds: readonly string[];
  /** Conversions, by name of the CRD. */
  readonly conversions: Readonly<Record<string, OperatorConversion>>;
}

/** Every verb on objects, in the order of upstream's manifests. */
export const all = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] as const;

/** The verbs that change nothing. */
export const read = ['get', 'list', 'watch'] as const;

/** A rule about resources of one API group, or of several. */
export function allow(
  group: string | readonly string[],
  resources: readonly string[],
  verbs: readonly string[],
): AccessRule {
  return { apiGroups: typeof group === 'string' ? [group] : group, resources, verbs };
}
