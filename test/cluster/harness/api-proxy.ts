import { freePorts } from './free-ports.ts';
import type { Kubectl } from './kubectl.ts';
import type { LocalProcess } from './local-process.ts';
import { at, type KubeObject } from './objects.ts';

const READY_SECONDS = 20;

/** The API over `kubectl proxy`: for hundreds of requests, where starting kubectl for each would take minutes. */
export class ApiProxy {
  readonly #base: string;
  readonly #process: LocalProcess;

  /** Starts the proxy and waits until it answers; `logs` takes its log. */
  static async start(kubectl: Kubectl, logs: string): Promise<ApiProxy> {
    const [port = 0] = await freePorts(1);
    const running = kubectl.background(['proxy', `--port=${port}`], 'kubectl-proxy', logs);
    await running.waitUntil(
      async () => running.output().includes('Starting to serve'),
      READY_SECONDS,
    );
    return new ApiProxy(`http://127.0.0.1:${port}`, running);
  }

  private constructor(base: string, running: LocalProcess) {
    this.#base = base;
    this.#process = running;
  }

  /** Ends the proxy. */
  async stop(): Promise<void> {
    await this.#process.stop();
  }

  /**
   * Sends a namespaced custom resource for creation with strict field validation, as a dry run.
   *
   * @returns the resource as it would be stored, or why it is refused
   */
  async dryRun(resource: KubeObject): Promise<{ stored: unknown } | { refusal: string }> {
    const collection = `${resource.kind.toLowerCase()}s`;
    const namespace = resource.metadata.namespace ?? 'default';
    const path = `/apis/${resource.apiVersion}/namespaces/${namespace}/${collection}`;
    const response = await fetch(`${this.#base}${path}?dryRun=All&fieldValidation=Strict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(resource),
    });
    const answer: unknown = await response.json();
    return response.ok ? { stored: answer } : { refusal: String(at(answer, 'message')) };
  }

  /** Why a custom resource is refused; undefined when it is taken. */
  async refusalOf(resource: KubeObject): Promise<string | undefined> {
    const answer = await this.dryRun(resource);
    return 'refusal' in answer ? answer.refusal : undefined;
  }
}
