import { deployment, each, head, service } from './pieces.ts';
import type { Series } from './series.ts';

const inText = (text: string) =>
  `${head('v1', 'ConfigMap', 'a')}data:\n  a: ${JSON.stringify(text)}\n`;

/** Shapes of a text in which an expression may start anew at each character. */
const shapes = {
  'host labels': 'a.',
  'a word': 'a',
  'labels of a URL': '://a.',
  'users of a URL': '://a@',
  'names of a flag': '-n',
  'flags of namespaces': '--namespace=a,',
  'a word that ends in namespace': 'namespace',
  'list of names': ',a',
  'made labels': '{{ .a }}.',
  'label matchers': '{namespace="',
  'spaces behind a flag': '-n ',
  dashes: '-',
  dots: '.',
  'keys of hosts': 'host: ',
  'keys and brackets': 'endpoint=[',
  stars: '*.',
  paths: '/namespaces/',
  equals: '=',
  NAMES: 'NAMESPACES=',
  lines: 'tracing\n',
  'hosts of another namespace': 'a.b.svc ',
  'hosts that move': 'a.tracing.svc ',
  'words that stay': 'tracing ',
  digits: '1',
  spaces: ' ',
  colons: ':',
  'open braces': '{',
  backslashes: '\\"',
};

/** Ever longer texts, and ever more objects, to move. */
export const relocateSeries: readonly Series[] = [
  ...Object.entries(shapes).map(
    ([name, part]): Series => ({
      command: 'relocate',
      name: `a text of ${name}`,
      text: (n) => inText(`${part.repeat(n)}x tracing`),
    }),
  ),
  {
    command: 'relocate',
    name: 'documents',
    text: (n) =>
      each(
        n,
        (i) =>
          service(`s${i}`) +
          deployment(`d${i}`, `env:\n  - {name: A, value: 'http://s${i}.tracing:4317'}\n`),
      ),
  },
  {
    command: 'relocate',
    name: 'items of a List',
    text: (n) =>
      `apiVersion: v1\nkind: List\nitems:\n${each(n, (i) => `- {apiVersion: v1, kind: Service, metadata: {name: s${i}, namespace: tracing}}\n`)}`,
  },
  {
    command: 'relocate',
    name: 'keys of a map that change',
    text: (n) =>
      `${head('v1', 'ConfigMap', 'a')}data:\n${each(n, (i) => `  a${i}: http://a.tracing.svc\n`)}`,
  },
  {
    command: 'relocate',
    name: 'keys of a map that are left',
    text: (n) => `${head('v1', 'ConfigMap', 'a')}data:\n${each(n, (i) => `  a${i}: to tracing\n`)}`,
  },
  {
    command: 'relocate',
    name: 'Namespaces, and the one to move out of',
    text: (n) => each(n, (i) => head('v1', 'Namespace', `n${i}`)) + head('v1', 'Service', 'a'),
  },
  {
    command: 'relocate',
    name: 'documents whose last applied configuration is noted',
    text: (n) =>
      each(
        n,
        (i) =>
          `---\napiVersion: v1\nkind: Service\nmetadata:\n  name: s${i}\n  namespace: tracing\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '{"apiVersion":"v1","kind":"Service","metadata":{"name":"s${i}","namespace":"tracing"}}'\n`,
      ),
  },
];
