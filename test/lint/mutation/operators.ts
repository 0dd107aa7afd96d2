import { at, list, text } from '../../../src/upstream/values/unknown.ts';
import type { Path } from '../../../src/yaml/locate.ts';
import {
  change,
  type Manifest,
  type Mutant,
  type Mutation,
  ofKind,
  type Stack,
  without,
} from './stack.ts';

const untrusted =
  'x509: certificate signed by unknown authority; the API server refuses every custom resource';
const noService = 'the API server finds no Service to call, and refuses every custom resource';

/** A mutation of one value of each object of some kinds; everything that the operators' chain is made of may be blamed. */
function breaking(
  name: string,
  because: string,
  kinds: readonly string[],
  edits: (object: Manifest, stack: Stack) => Iterable<readonly [path: Path, value: unknown]>,
): Mutation {
  return {
    name,
    because,
    *of(stack): Generator<Mutant> {
      for (const object of ofOperators(stack, ...kinds)) {
        for (const edit of edits(object, stack)) {
          yield change(stack, object, [edit], ofOperators(stack, ...chain));
        }
      }
    },
  };
}

/** Kinds that have to agree for a webhook to be called. */
const chain = [
  'Certificate',
  'Issuer',
  'Service',
  'Deployment',
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
  'CustomResourceDefinition',
];
const webhooks = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];
const injected = 'cert-manager.io/inject-ca-from';

/** Operators that do not start, or that the API server cannot call. */
export const operatorMutations: readonly Mutation[] = [
  breaking(
    'certificate for another host',
    'x509: certificate is valid for another host',
    ['Certificate'],
    function* (certificate) {
      const names = list(at(certificate, 'spec', 'dnsNames')).map(String);
      yield [
        ['spec', 'dnsNames'],
        names.map((name) => name.replace('.tracing.', '.observability.')),
      ];
      yield [['spec', 'dnsNames'], names.map((name) => name.replace('webhook-', 'webhooks-'))];
    },
  ),
  breaking(
    'certificate in another Secret',
    'the pod of the operator waits for a Secret that nobody writes',
    ['Certificate'],
    function* () {
      yield [['spec', 'secretName'], 'serving-cert'];
    },
  ),
  breaking(
    'Secret of another name',
    'the pod of the operator waits for a Secret that nobody writes',
    ['Deployment'],
    function* (deployment, stack) {
      // without a Certificate, somebody else writes the Secret
      if (ofKind(stack, 'Certificate').length === 0) return;
      const volumes: Path = ['spec', 'template', 'spec', 'volumes'];
      for (const [index, volume] of list(at(deployment, ...volumes)).entries()) {
        if (at(volume, 'secret'))
          yield [[...volumes, index, 'secret', 'secretName'], 'serving-cert'];
      }
    },
  ),
  breaking(
    'issuer that is not there',
    'the certificate is never issued',
    ['Certificate'],
    function* (certificate) {
      const name = text(at(certificate, 'spec', 'issuerRef', 'name')) ?? '';
      yield [['spec', 'issuerRef', 'name'], name.replace('issuer', 'isuer')];
    },
  ),
  breaking('certificate elsewhere', untrusted, ['Certificate'], function* () {
    yield [['metadata', 'namespace'], 'observability'];
  }),
  breaking(
    'CA of nobody',
    untrusted,
    [...webhooks, 'CustomResourceDefinition'],
    function* (object) {
      const source = text(at(object, 'metadata', 'annotations', injected));
      if (source === undefined) return;
      // without a webhook for conversion, nobody reads the CA of a definition
      if (object.kind === 'CustomResourceDefinition' && !at(object, 'spec', 'conversion')) return;
      yield [['metadata', 'annotations', injected], source.replace('tracing/', 'observability/')];
      yield [['metadata', 'annotations', injected], source.replace('-cert', '-certificate')];
      yield [['metadata', 'annotations', injected], undefined];
    },
  ),
  breaking('webhook Service elsewhere', noService, webhooks, function* (configuration) {
    for (const [index, webhook] of list(at(configuration, 'webhooks')).entries()) {
      // an Ignore only skips the pods that it should have changed
      const service: Path = ['webhooks', index, 'clientConfig', 'service'];
      if (!at(webhook, 'clientConfig', 'service')) continue;
      yield [[...service, 'namespace'], 'observability'];
      yield [[...service, 'name'], 'webhook-service'];
    }
  }),
  breaking(
    'conversion Service elsewhere',
    noService,
    ['CustomResourceDefinition'],
    function* (crd) {
      const service: Path = ['spec', 'conversion', 'webhook', 'clientConfig', 'service'];
      if (!at(crd, ...service)) return;
      yield [[...service, 'namespace'], 'system'];
      yield [[...service, 'name'], 'webhook-service'];
    },
  ),
  breaking(
    'webhook Service without pods',
    'the API server finds no endpoints to call',
    ['Service'],
    function* (service) {
      if (!String(at(service, 'metadata', 'name')).includes('webhook')) return;
      yield [['spec', 'selector'], { app: 'operator' }];
      yield [['spec', 'ports', 0, 'targetPort'], 9444];
      yield [['spec', 'ports', 0, 'port'], 8443];
      yield [['metadata', 'namespace'], 'observability'];
    },
  ),
  breaking(
    'operator elsewhere',
    'its account, its certificate and its Service are in another namespace',
    ['Deployment'],
    function* () {
      yield [['metadata', 'namespace'], 'observability'];
    },
  ),
  {
    name: 'account of nobody',
    because: 'the operator has no rights, and creates nothing',
    *of(stack) {
      for (const binding of ofOperators(stack, 'RoleBinding', 'ClusterRoleBinding')) {
        const account = text(at(binding, 'subjects', 0, 'name')) ?? '';
        const known = ofKind(stack, 'ServiceAccount').some(
          (object) => at(object, 'metadata', 'name') === account,
        );
        if (!known) continue;
        yield change(stack, binding, [[['subjects', 0, 'namespace'], 'observability']]);
        yield change(stack, binding, [[['subjects', 0, 'name'], `${account}s`]]);
      }
    },
  },
  {
    name: 'role of nobody',
    because: 'the operator has no rights, and creates nothing',
    *of(stack) {
      for (const binding of ofOperators(stack, 'RoleBinding', 'ClusterRoleBinding')) {
        const role = text(at(binding, 'roleRef', 'name')) ?? '';
        yield change(stack, binding, [[['roleRef', 'name'], `${role}s`]]);
      }
    },
  },
  breaking(
    'account that is not there',
    'the pod of the operator is not created',
    ['Deployment'],
    function* (deployment) {
      const path: Path = ['spec', 'template', 'spec', 'serviceAccountName'];
      yield [path, `${at(deployment, ...path)}s`];
    },
  ),
  breaking(
    'image that was deleted',
    'the image cannot be pulled any more',
    ['Deployment'],
    function* (deployment) {
      const containers: Path = ['spec', 'template', 'spec', 'containers'];
      for (const [index, container] of list(at(deployment, ...containers)).entries()) {
        if (at(container, 'name') !== 'kube-rbac-proxy') continue;
        yield [[...containers, index, 'image'], 'gcr.io/kubebuilder/kube-rbac-proxy:v0.13.1'];
      }
    },
  ),
  {
    name: 'namespace that is not watched',
    because: 'the operator does not see its resources, and creates nothing',
    *of(stack) {
      for (const operator of ofOperators(stack, 'Deployment')) {
        const path: Path = ['spec', 'template', 'spec', 'containers', 0, 'env'];
        const env = list(at(operator, ...path)).filter(
          (entry) => at(entry, 'name') !== 'WATCH_NAMESPACE',
        );
        const isJaeger = String(at(operator, 'metadata', 'name')).includes('jaeger');
        const resources = ofKind(stack, isJaeger ? 'Jaeger' : 'OpenTelemetryCollector');
        if (resources.length === 0) continue;
        const watched = [...env, { name: 'WATCH_NAMESPACE', value: 'elsewhere' }];
        yield change(stack, operator, [[path, watched]], resources);
      }
    },
  },
  {
    name: 'part of the chain missing',
    because: 'the others wait for it forever',
    *of(stack) {
      const others = ofOperators(stack, ...chain);
      for (const object of ofOperators(stack, 'Certificate')) yield without(stack, object, others);
      for (const object of ofOperators(stack, 'Service')) {
        if (String(at(object, 'metadata', 'name')).includes('webhook'))
          yield without(stack, object, others);
      }
    },
  },
];

/** Objects that install an operator. */
function ofOperators(stack: Stack, ...kinds: readonly string[]): Manifest[] {
  return ofKind(stack, ...kinds).filter((object) => {
    const labels = ['app.kubernetes.io/name', 'name'].map((label) =>
      at(object, 'metadata', 'labels', label),
    );
    return labels.some(
      (label) => label === 'opentelemetry-operator' || label === 'jaeger-operator',
    );
  });
}
