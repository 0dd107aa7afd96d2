import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run-program.ts';

/** A certificate and its key, PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/**
 * Issues a self-signed certificate for host names, as cert-manager's issuer `selfSigned` does: the certificate is its own
 * CA. The generator is the one in Go's source tree, so that nothing here encodes certificates.
 *
 * @param folder for the generator and its output
 */
export async function selfSigned(hosts: readonly string[], folder: string): Promise<KeyPair> {
  mkdirSync(folder, { recursive: true });
  const generator = join(folder, 'generate-cert');
  if (!existsSync(generator)) {
    const root = (await run('go', ['env', 'GOROOT'])).stdout.trim();
    const source = join(root, 'src/crypto/tls/generate_cert.go');
    await run('go', ['build', '-o', generator, source], { cwd: folder });
  }
  const args = ['--ca', '--ecdsa-curve=P256', '--duration=24h', `--host=${hosts.join(',')}`];
  await run(generator, args, { cwd: folder });
  return {
    certificate: readFileSync(join(folder, 'cert.pem'), 'utf8'),
    key: readFileSync(join(folder, 'key.pem'), 'utf8'),
  };
}
