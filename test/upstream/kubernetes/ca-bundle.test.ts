import { expect, test } from 'vitest';
import { caBundleProblem } from '../../../src/upstream/kubernetes/ca-bundle.ts';
import { bundle, certificate } from '../../certificate.ts';

test('one certificate or several make a bundle, with text between them or not', () => {
  expect(caBundleProblem('caBundle', bundle(certificate))).toBe(undefined);
  expect(caBundleProblem('caBundle', bundle('# old\n', certificate, '# new\n', certificate))).toBe(
    undefined,
  );
});

test('a bundle from a variable that is not set is refused', () => {
  const env: { CA?: string } = JSON.parse('{}');
  expect(caBundleProblem('caBundle', env.CA as string)).toBe(
    'caBundle must be the base64 of PEM certificates, got undefined',
  );
});

const header = (type: string) => `-----${type}-----`;
const key = `${header('BEGIN PRIVATE KEY')}\nMIGH\n${header('END PRIVATE KEY')}\n`;
const broken = `${header('BEGIN CERTIFICATE')}\nMIGH\n${header('END CERTIFICATE')}\n`;
const rule = 'certificate.caBundle must be the base64 of PEM certificates';

test.each([
  ['PEM', certificate, `${rule}, got PEM itself; encode it with: base64 -w0 ca.crt`],
  [
    'nothing',
    '',
    `${rule}, got 0 characters that are not base64 on one line; encode with: base64 -w0 ca.crt`,
  ],
  [
    'text',
    '<the CA>',
    `${rule}, got 8 characters that are not base64 on one line; encode with: base64 -w0 ca.crt`,
  ],
  [
    'base64 in lines',
    `${bundle('something long')}\n`,
    `${rule}, got 21 characters that are not base64 on one line; encode with: base64 -w0 ca.crt`,
  ],
  [
    'base64 of other text',
    bundle('the CA'),
    `${rule}, got base64 of something without a PEM block`,
  ],
  ['a key', bundle(key), `${rule} alone, got a block of type PRIVATE KEY`],
  [
    'a key beside a certificate',
    bundle(certificate, key),
    `${rule} alone, got a block of type PRIVATE KEY`,
  ],
  [
    'a block that is no certificate',
    bundle(certificate, broken),
    `${rule}, got block 2 that is no X.509 certificate`,
  ],
])('%s is refused', (_, text, message) => {
  expect(caBundleProblem('certificate.caBundle', text)).toBe(message);
});
