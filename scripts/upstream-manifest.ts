import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadAll } from 'js-yaml';

const module = 'github.com/open-telemetry/opentelemetry-operator';

/** Folder with upstream's release manifests. */
export const manifestFolder = resolve(process.env.UPSTREAM_MANIFESTS ?? '../shared/upstream');

/**
 * The release manifest of the OpenTelemetry operator: the file `opentelemetry-operator-v<release>.yaml` of the folder that
 * `UPSTREAM_MANIFESTS` names, or, where there is none, what kubectl makes of the kustomization in the operator's Go module, which is how
 * upstream makes the file.
 *
 * @param namespace - that it is made for; upstream's own when unset
 * @throws where there is no file, and Go, the module or kubectl is missing
 */
export function otelOperatorManifestText(release: string, namespace?: string): string {
  const moved = namespace === undefined ? '' : `.ns-${namespace}`;
  const file = join(manifestFolder, `opentelemetry-operator-v${release}${moved}.yaml`);
  return existsSync(file) ? readFileSync(file, 'utf8') : builtManifest(release, namespace);
}

/** Objects of that manifest. */
export function otelOperatorManifestObjects(release: string, namespace?: string): unknown[] {
  return loadAll(otelOperatorManifestText(release, namespace)).filter((object) => object !== null);
}

function builtManifest(release: string, namespace: string | undefined): string {
  const work = mkdtempSync(join(tmpdir(), 'operator-'));
  try {
    cpSync(join(moduleFolder(release), 'config'), work, { recursive: true });
    edit(join(work, 'manager/kustomization.yaml'), (text) =>
      [
        text.trimEnd(),
        'images:',
        '  - name: controller',
        `    newName: ghcr.io/open-telemetry/opentelemetry-operator/opentelemetry-operator`,
        `    newTag: ${release}`,
        '',
      ].join('\n'),
    );
    if (namespace !== undefined) {
      edit(join(work, 'default/kustomization.yaml'), (text) =>
        text.replace(/^namespace: .*$/m, `namespace: ${namespace}`),
      );
    }
    return execFileSync('kubectl', ['kustomize', join(work, 'default')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (cause) {
    throw new Error(
      `UPSTREAM_MANIFESTS must name a folder with opentelemetry-operator-v${release}.yaml, or Go and kubectl must be there to make it, got ${manifestFolder} without it`,
      { cause },
    );
  } finally {
    rmSync(work, { recursive: true });
  }
}

function moduleFolder(release: string): string {
  const told = execFileSync('go', ['mod', 'download', '-json', `${module}@v${release}`], {
    encoding: 'utf8',
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(told).Dir;
}

// Go keeps its modules read-only
function edit(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, 'utf8');
  rmSync(file, { force: true });
  writeFileSync(file, change(text));
}
