import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../../../src/yaml.ts';
import type { ControlPlane } from './control-plane.ts';
import { LocalProcess } from './local-process.ts';
import { at, type KubeObject, listAt, textAt } from './objects.ts';
import { run } from './run-program.ts';

/** How healthy Argo CD finds an object. */
export interface Health {
  /** Empty where it has no check. */
  readonly status: string;
  readonly message: string;
  /** Why the check could not be made, in which case a sync never ends. */
  readonly error?: string;
}

/** What an Application of a document says of a sync. */
interface Application {
  readonly namespace: string;
  readonly options: readonly string[];
  /** How often a sync that fails is tried again. */
  readonly tries: number;
}

/** Argo CD's health checks and waves, with a ConfigMap of its settings. */
export class Argocd {
  readonly #program: string;
  readonly #settings: string;

  /** @param settings path of the ConfigMap `argocd-cm` */
  constructor(program: string, settings: string) {
    this.#program = program;
    this.#settings = settings;
  }

  /** How healthy it finds each of the objects. */
  async health(objects: readonly unknown[]): Promise<Health[]> {
    const input = objects.map((object) => `${JSON.stringify(object)}\n`).join('');
    const { stdout } = await run(this.#program, ['health', this.#settings], { input });
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  }

  /**
   * Starts to bring manifests to a cluster; it tells each wave when it has applied it, each attempt that fails, and that it is done.
   *
   * @param prune whether what the Application has, and the manifests have not, is deleted
   */
  sync(
    plane: ControlPlane,
    manifests: string,
    logs: string,
    name: string,
    prune = false,
  ): LocalProcess {
    const { namespace, options, tries } = documentedApplication();
    const what = [manifests, namespace, options.join(), `${tries}`, ...(prune ? ['prune'] : [])];
    return this.#start('sync', plane, logs, name, what);
  }

  /** Starts to delete what the Application has; it tells each wave that it deletes, and that it is done. */
  delete(plane: ControlPlane, logs: string): LocalProcess {
    return this.#start('delete', plane, logs, 'argocd-delete', []);
  }

  #start(
    verb: string,
    plane: ControlPlane,
    logs: string,
    name: string,
    what: readonly string[],
  ): LocalProcess {
    const kubeconfig = plane.writeKubeconfig('argocd', {});
    const args = [verb, this.#settings, kubeconfig, ...what];
    return new LocalProcess({ name, program: this.#program, args, logs });
  }
}

/** The Application that docs/gitops.md tells users to make. */
function documentedApplication(): Application {
  const text = readFileSync(join('docs', 'gitops.md'), 'utf8');
  const block = /^```yaml\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '';
  const application = parseYaml(block, 'docs/gitops.md')[0]?.value as KubeObject;
  return {
    namespace: textAt(application, 'spec', 'destination', 'namespace'),
    options: listAt(application, 'spec', 'syncPolicy', 'syncOptions').map(String),
    tries: Number(at(application, 'spec', 'syncPolicy', 'retry', 'limit')),
  };
}
