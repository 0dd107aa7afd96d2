import { caAnnotation, operatorGroups, operatorNames } from '../../upstream/operator/webhooks.ts';
import { at, list, own, record, text } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { KubeObject, ObjectIndex } from '../kubernetes/objects.ts';
import type { Operator } from './installed.ts';

/** One webhook of a configuration object. */
export interface Webhook {
  /** The MutatingWebhookConfiguration or ValidatingWebhookConfiguration. */
  readonly object: KubeObject;
  readonly name: string;
  readonly path: Path;
  /** Service that the API server calls. */
  readonly service?: { readonly name: string; readonly namespace: string };
  /** Whether a CA is written in the object. */
  readonly caBundle: boolean;
  readonly failurePolicy: 'Fail' | 'Ignore';
}

/** Webhooks of the operators of the stack, and the conversion webhooks of their CRDs. */
export function readWebhooks(objects: ObjectIndex, operators: readonly Operator[]): Webhook[] {
  const namespaces = ownNamespaces(operators);
  const configurations = [
    ...objects.ofKind('MutatingWebhookConfiguration'),
    ...objects.ofKind('ValidatingWebhookConfiguration'),
  ].flatMap((object) => {
    const webhooks = list(object.value.webhooks).map((webhook, index) =>
      readWebhook(object, webhook, ['webhooks', index]),
    );
    return isOfOperator(object, webhooks, namespaces) ? webhooks : [];
  });
  const conversions = objects.ofKind('CustomResourceDefinition').flatMap((object) => {
    const group = text(at(object.value, 'spec', 'group'));
    const webhook = at(object.value, 'spec', 'conversion', 'webhook');
    // one version has nothing to be converted to
    const versions = list(at(object.value, 'spec', 'versions'));
    const foreign = group !== undefined && !operatorGroups.includes(group);
    return webhook === undefined || versions.length === 1 || foreign
      ? []
      : [readWebhook(object, webhook, ['spec', 'conversion', 'webhook'])];
  });
  return [...configurations, ...conversions];
}

/**
 * Whether webhooks of one object may be those of an operator of the stack: they have its name, are asked about its kinds, call a
 * Service beside it, or do not say what they are asked about.
 */
function isOfOperator(
  object: KubeObject,
  webhooks: readonly Webhook[],
  namespaces: ReadonlySet<string>,
): boolean {
  const names = [object.name, ...webhooks.map(({ service }) => service?.name ?? '')];
  if (names.some((name) => operatorNames.test(name))) return true;
  const rules = list(object.value.webhooks).flatMap((webhook) => list(own(webhook, 'rules')));
  const groups = rules
    .flatMap((rule) => list(own(rule, 'apiGroups')))
    .filter((group) => typeof group === 'string' && group !== '');
  if (groups.length > 0) return groups.some((group) => operatorGroups.includes(group as string));
  const beside = webhooks.some(({ service }) => service && namespaces.has(service.namespace));
  return beside || rules.length === 0;
}

/** Namespaces of the operators of the stack. */
function ownNamespaces(operators: readonly Operator[]): ReadonlySet<string> {
  const served = operators.filter(({ kind }) => kind === 'opentelemetry' || kind === 'jaeger');
  return new Set(served.map(({ namespace }) => namespace));
}

function readWebhook(object: KubeObject, webhook: unknown, path: Path): Webhook {
  const client = record(own(webhook, 'clientConfig'));
  const service = record(client.service);
  const [name, namespace] = [text(service.name), text(service.namespace)];
  return {
    object,
    name: text(own(webhook, 'name')) ?? '',
    path,
    ...(name === undefined || namespace === undefined ? {} : { service: { name, namespace } }),
    caBundle: Boolean(text(client.caBundle)),
    failurePolicy: own(webhook, 'failurePolicy') === 'Ignore' ? 'Ignore' : 'Fail',
  };
}

/** A cert-manager Certificate. */
export interface Certificate {
  readonly object: KubeObject;
  readonly secretName?: string;
  readonly dnsNames: readonly string[];
  /** Whether it is for the webhooks of an operator of the stack. */
  readonly ofOperator: boolean;
  readonly issuer?: { readonly kind: string; readonly name: string };
}

/** Certificates of the manifests. */
export function readCertificates(
  objects: ObjectIndex,
  webhooks: readonly Webhook[],
  operators: readonly Operator[],
): Certificate[] {
  const isOfOperator = operatorCertificates(webhooks, operators);
  return objects.ofKind('Certificate', 'cert-manager.io').map((object) => {
    const spec = record(object.value.spec);
    const secretName = text(spec.secretName);
    const issuer = record(spec.issuerRef);
    const issuerName = text(issuer.name);
    const dnsNames = list(spec.dnsNames).filter((name) => typeof name === 'string');
    return {
      object,
      secretName,
      dnsNames,
      ofOperator: isOfOperator(object, [secretName ?? '', ...dnsNames]),
      ...(issuerName === undefined
        ? {}
        : { issuer: { kind: text(issuer.kind) ?? 'Issuer', name: issuerName } }),
    };
  });
}

/** A function that tells certificates of the stack's operators: webhooks trust them, they have its name, or stand beside one. */
function operatorCertificates(webhooks: readonly Webhook[], operators: readonly Operator[]) {
  const trusted = new Set(
    webhooks.map(({ object }) => object.annotations[caAnnotation]?.split('/')[1]),
  );
  const namespaces = ownNamespaces(operators);
  return ({ name, namespace }: KubeObject, names: readonly string[]): boolean =>
    trusted.has(name) ||
    namespaces.has(namespace) ||
    [name, ...names].some((one) => operatorNames.test(one));
}
