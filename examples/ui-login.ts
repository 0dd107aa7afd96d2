// a login in front of the UI: oauth2-proxy in pods of its own, which are the only way to Jaeger's query service
import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { elasticsearch, jaegerV2, TracingStack } from '../src/index.ts';

const host = 'jaeger.example.com';
const ingressController = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } },
};

const app = new App();
const stack = new TracingStack(app, 'tracing', {
  // no Ingress of its own: whoever asks comes through the proxy
  backend: jaegerV2({
    storage: elasticsearch({
      serverUrls: ['https://es-0.example.com:9200'],
      retentionDays: 7,
      secretName: 'elasticsearch-credentials',
      caSecretName: 'elasticsearch-ca',
    }),
  }),
  networkPolicies: true,
});

const { namespace, backend } = stack;
const labels = { app: 'oauth2-proxy' };
/** Pods of the query service. */
const queries = { matchLabels: { 'app.kubernetes.io/instance': `${namespace}.jaeger-query` } };
const metadata = { name: 'oauth2-proxy', namespace };
const login = (name: string, key: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: 'oauth2-proxy', key } },
});

const proxy = new Chart(app, '5-login');
new k8s.KubeDeployment(proxy, 'Proxy', {
  metadata,
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        automountServiceAccountToken: false,
        containers: [
          {
            name: 'oauth2-proxy',
            image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.6.0',
            args: [
              '--provider=oidc',
              '--oidc-issuer-url=https://login.example.com',
              `--redirect-url=https://${host}/oauth2/callback`,
              '--email-domain=example.com',
              '--http-address=0.0.0.0:4180',
              '--reverse-proxy=true',
              `--upstream=${backend.query?.url(namespace)}`,
            ],
            // client and cookie secret, made by whoever has them
            env: [
              login('OAUTH2_PROXY_CLIENT_ID', 'client-id'),
              login('OAUTH2_PROXY_CLIENT_SECRET', 'client-secret'),
              login('OAUTH2_PROXY_COOKIE_SECRET', 'cookie-secret'),
            ],
            ports: [{ name: 'http', containerPort: 4180 }],
            readinessProbe: {
              httpGet: { path: '/ping', port: k8s.IntOrString.fromString('http') },
            },
            resources: {
              requests: {
                cpu: k8s.Quantity.fromString('10m'),
                memory: k8s.Quantity.fromString('64Mi'),
              },
              limits: { memory: k8s.Quantity.fromString('64Mi') },
            },
            securityContext: {
              runAsNonRoot: true,
              readOnlyRootFilesystem: true,
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              seccompProfile: { type: 'RuntimeDefault' },
            },
          },
        ],
      },
    },
  },
});

new k8s.KubeService(proxy, 'Service', {
  metadata,
  spec: {
    selector: labels,
    ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }],
  },
});

new k8s.KubeIngress(proxy, 'Ingress', {
  metadata,
  spec: {
    ingressClassName: 'nginx',
    tls: [{ hosts: [host], secretName: 'jaeger-tls' }],
    rules: [
      {
        host,
        http: {
          paths: [
            {
              path: '/',
              pathType: 'Prefix',
              backend: { service: { name: metadata.name, port: { name: 'http' } } },
            },
          ],
        },
      },
    ],
  },
});

// what the stack denies and the proxy needs: users, the issuer of logins, DNS and Jaeger
new k8s.KubeNetworkPolicy(proxy, 'ToProxy', {
  metadata: { name: 'allow-oauth2-proxy', namespace },
  spec: {
    podSelector: { matchLabels: labels },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [ingressController], ports: [{ port: k8s.IntOrString.fromNumber(4180) }] }],
    egress: [
      { ports: [{ port: k8s.IntOrString.fromNumber(443) }] },
      {
        ports: ['UDP', 'TCP'].map((protocol) => ({
          protocol,
          port: k8s.IntOrString.fromNumber(53),
        })),
      },
      { to: [{ podSelector: queries }], ports: [{ port: k8s.IntOrString.fromNumber(16686) }] },
    ],
  },
});
new k8s.KubeNetworkPolicy(proxy, 'ToQuery', {
  metadata: { name: 'allow-oauth2-proxy-to-jaeger', namespace },
  spec: {
    podSelector: queries,
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [{ podSelector: { matchLabels: labels } }],
        ports: [{ port: k8s.IntOrString.fromNumber(16686) }],
      },
    ],
  },
});

app.synth();
