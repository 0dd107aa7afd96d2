import { X509Certificate } from 'node:crypto';

const block = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

/**
 * Why `bundle` is no CA bundle as webhook configurations want it: base64 of one or more PEM certificates, and of nothing
 * else. The text never repeats what was given, since that may be a key by mistake.
 *
 * Source: kubernetes v1.27 pkg/apis/admissionregistration/types.go, WebhookClientConfig.caBundle.
 *
 * @param what - the thing named in the text, such as `caBundle`
 * @returns the thing, the rule and what it got; undefined when all is well
 */
export function caBundleProblem(what: string, bundle: string): string | undefined {
  const rule = `${what} must be the base64 of PEM certificates`;
  // unset environment variables come as undefined where types are not checked
  if (typeof bundle !== 'string') return `${rule}, got ${String(bundle)}`;
  if (bundle.includes('-----BEGIN')) {
    return `${rule}, got PEM itself; encode it with: base64 -w0 ca.crt`;
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(bundle) || bundle.length % 4 !== 0) {
    return `${rule}, got ${bundle.length} characters that are not base64 on one line; encode with: base64 -w0 ca.crt`;
  }
  const text = Buffer.from(bundle, 'base64').toString('latin1');
  const blocks = [...text.matchAll(block)];
  if (blocks.length === 0) return `${rule}, got base64 of something without a PEM block`;
  const stranger = blocks.find(([, type]) => type !== 'CERTIFICATE');
  if (stranger) return `${rule} alone, got a block of type ${stranger[1]}`;
  const broken = blocks.findIndex(([pem]) => !isCertificate(pem));
  return broken < 0 ? undefined : `${rule}, got block ${broken + 1} that is no X.509 certificate`;
}

function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
