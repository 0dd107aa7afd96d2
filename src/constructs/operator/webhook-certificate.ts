import { Construct } from 'constructs';
import { Certificate, Issuer } from '../../../imports/cert-manager.io.ts';
import { caBundleProblem } from '../../upstream/kubernetes/ca-bundle.ts';
import {
  defaultClusterDomain,
  dnsSubdomainProblem,
  secretNameProblem,
} from '../../upstream/kubernetes/names.ts';
import type { OperatorManifest } from '../../upstream/operator/manifest.ts';
import { caAnnotation, webhookHost } from '../../upstream/operator/webhooks.ts';
import { guarded } from '../props/guarded.ts';
import { refuse } from '../props/refuse.ts';
import { type Requirement, requires } from '../props/requires.ts';

/** A webhook server's certificate that exists already, for clusters without cert-manager. */
export interface ExistingCertificate {
  /**
   * Secret in the operator's namespace with `tls.crt` and `tls.key`; the certificate is for
   * `<webhook service>.<namespace>.svc`.
   */
  readonly secretName: string;
  /**
   * The certificate authorities that the API server trusts the webhook server by: base64, on one line, of one or more PEM
   * certificates, as `base64 -w0 ca.crt` prints it.
   */
  readonly caBundle: string;
}

/** Whose certificate it is, and where it comes from. */
export interface WebhookCertificateProps {
  /** The operator whose webhook server shows the certificate. */
  readonly operator: OperatorManifest;
  /** Namespace that the operator runs in. */
  readonly namespace: string;
  /**
   * DNS suffix of Services.
   *
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;
  /**
   * A certificate made by somebody else.
   *
   * @default - cert-manager makes a self-signed one and tells the API server of it
   */
  readonly existing?: ExistingCertificate;
}

/**
 * The certificate that an operator's webhook server shows to the API server: from cert-manager, or one that exists.
 *
 * @throws if the cluster domain, the Secret's name or the CA bundle is malformed
 */
export class WebhookCertificate extends Construct {
  /** Secret that the webhook server's pod mounts. */
  readonly secretName: string;
  /** Annotations by which cert-manager writes its CA into webhook configurations and CRDs; none for an existing one. */
  readonly annotations?: Record<string, string>;
  /** What the Deployment that mounts the Secret needs in the cluster: the Secret, where it is made elsewhere. */
  readonly requirements: readonly Requirement[];
  /** CA to write into webhook configurations and CRDs here; none when cert-manager does it. */
  readonly caBundle?: string;
  private readonly service: { readonly name: string; readonly namespace: string };

  constructor(scope: Construct, id: string, props: WebhookCertificateProps) {
    super(scope, id);
    const { operator, namespace, existing, clusterDomain = defaultClusterDomain } = props;
    refuse(dnsSubdomainProblem('clusterDomain', clusterDomain));
    this.service = { name: operator.webhookService, namespace };
    if (existing) {
      refuse(
        secretNameProblem(existing.secretName, 'certificate.secretName'),
        caBundleProblem('certificate.caBundle', existing.caBundle),
      );
      this.secretName = existing.secretName;
      this.caBundle = existing.caBundle;
      this.requirements = [`secret/${existing.secretName}`];
      guarded(this);
      return;
    }
    this.requirements = [];
    this.secretName = operator.certificateSecret;
    this.annotations = {
      [caAnnotation]: `${namespace}/${operator.certificate}`,
    };

    const labels = { ...operator.labels };
    const host = webhookHost(this.service);
    const certificate = new Certificate(this, 'Resource', {
      metadata: { name: operator.certificate, namespace, labels },
      spec: {
        dnsNames: [host, `${host}.${clusterDomain}`],
        issuerRef: { kind: 'Issuer', name: operator.issuer },
        secretName: operator.certificateSecret,
        subject: { organizationalUnits: [operator.organizationalUnit] },
      },
    });
    new Issuer(this, 'Issuer', {
      metadata: { name: operator.issuer, namespace, labels },
      spec: { selfSigned: {} },
    });
    requires(certificate, 'cert-manager');
    guarded(this);
  }

  /** How the API server reaches a path of the webhook server. */
  clientConfig(path: string): {
    service: { name: string; namespace: string; path: string };
    caBundle?: string;
  } {
    const service = { ...this.service, path };
    return this.caBundle === undefined ? { service } : { service, caBundle: this.caBundle };
  }
}
