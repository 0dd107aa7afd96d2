import type { Cluster, Subject } from '../subject.ts';
import { type CustomResource, readCustomResources } from './custom-resources.ts';
import { type Operator, readOperators } from './installed.ts';
import { readVersions, type Versions } from './versions.ts';
import { type Certificate, readCertificates, readWebhooks, type Webhook } from './webhooks.ts';

/** What is known of operators. */
export interface OperatorPart {
  /** Operators that the manifests install, cert-manager among them. */
  readonly operators: readonly Operator[];
  /** Releases that the manifests tell. */
  readonly versions: Versions;
  /** Objects of the operators' kinds, with the schemas that the API server holds against them. */
  readonly customResources: readonly CustomResource[];
  /** Webhooks of operators, also those that convert their resources. */
  readonly webhooks: readonly Webhook[];
  /** Certificates that cert-manager issues. */
  readonly certificates: readonly Certificate[];
}

/** Operators, and the kinds of objects that they bring. */
export const operator: Subject<Cluster, OperatorPart> = {
  read: ({ objects, workloads, releases }) => {
    const operators = readOperators(workloads);
    const versions = readVersions(objects, operators, releases);
    const webhooks = readWebhooks(objects, operators);
    const certificates = readCertificates(objects, webhooks, operators);
    return {
      operators,
      versions,
      customResources: readCustomResources(objects, versions),
      webhooks,
      certificates,
    };
  },
};
