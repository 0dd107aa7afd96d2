import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from '../../cluster/harness/kubectl.ts';
import { at, listAt, textAt } from '../../cluster/harness/objects.ts';
import { serviceUrl } from './services.ts';

const PORT = 16686;
const POLL_MS = 1_000;
const ANSWER_SECONDS = 60;

/** A trace as Jaeger gives it. */
export interface Trace {
  readonly spans: readonly Span[];
  readonly services: ReadonlySet<string>;
  /** Names of spans without a parent. */
  readonly roots: readonly string[];
  /** Names of spans whose parent is not in the trace. */
  readonly orphans: readonly string[];
}

interface Span {
  readonly id: string;
  readonly name: string;
  readonly parent: string | undefined;
  /** Values of its attributes. */
  readonly values: readonly unknown[];
}

/** Jaeger's query API, through the Service that Grafana asks. */
export class JaegerQuery {
  readonly #url: string;

  /** The Service of a namespace. */
  static async of(
    kubectl: Kubectl,
    namespace: string,
    service = 'jaeger-query',
  ): Promise<JaegerQuery> {
    return new JaegerQuery(await serviceUrl(kubectl, namespace, service, PORT));
  }

  private constructor(url: string) {
    this.#url = url;
  }

  /**
   * A trace by its id, once it is whole.
   *
   * @param problem why it is not what it should be yet; undefined when it is
   * @throws with that after the given time
   */
  async whole(
    id: string,
    seconds: number,
    problem: (trace: Trace) => string | undefined,
  ): Promise<Trace> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const trace = await this.trace(id);
      const wrong = trace === undefined ? 'it is not found' : problem(trace);
      if (trace !== undefined && wrong === undefined) return trace;
      if (Date.now() > deadline) throw new Error(`trace ${id} after ${seconds} s: ${wrong}`);
      await sleep(POLL_MS);
    }
  }

  /** Ids of the traces of a service since a time, in milliseconds, with a span of a name, and of some attributes. */
  async idsOf(
    service: string,
    operation: string,
    since: number,
    tags: Readonly<Record<string, string>> = {},
  ): Promise<Set<string>> {
    const query = new URLSearchParams({
      service,
      operation,
      limit: '1500',
      start: `${since * 1000}`,
      end: `${(Date.now() + 1000) * 1000}`,
      ...(Object.keys(tags).length > 0 ? { tags: JSON.stringify(tags) } : {}),
    });
    const { body } = await this.#get(`/api/traces?${query}`);
    return new Set(listAt(body, 'data').map((trace) => textAt(trace, 'traceID')));
  }

  /**
   * Ids of the traces of a service with a span of a name, as soon as there are some.
   *
   * @throws after the given time
   */
  async some(
    service: string,
    operation: string,
    {
      count = 1,
      since,
      seconds,
      tags = {},
    }: {
      count?: number;
      since: number;
      seconds: number;
      tags?: Readonly<Record<string, string>>;
    },
  ): Promise<string[]> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const ids = await this.idsOf(service, operation, since, tags);
      if (ids.size >= count) return [...ids];
      if (Date.now() > deadline) {
        const { body } = await this.#get('/api/services');
        throw new Error(
          `${ids.size} of ${count} ${operation} of ${service}; services: ${JSON.stringify(body)}`,
        );
      }
      await sleep(POLL_MS);
    }
  }

  /** A trace by its id, as far as it is stored; undefined when nothing of it is. */
  async trace(id: string): Promise<Trace | undefined> {
    const { status, body } = await this.#get(`/api/traces/${id}`);
    if (status === 404) return undefined;
    const data = at(body, 'data', 0);
    const spans = listAt(data, 'spans').map(readSpan);
    const ids = new Set(spans.map((span) => span.id));
    const processes = Object.values((at(data, 'processes') ?? {}) as object);
    return {
      spans,
      services: new Set(processes.map((one) => textAt(one, 'serviceName'))),
      roots: spans.filter(({ parent }) => parent === undefined).map(({ name }) => name),
      orphans: spans
        .filter(({ parent }) => parent !== undefined && !ids.has(parent))
        .map(({ name }) => name),
    };
  }

  /** An answer; a query service that has just been started again gives none for a moment. */
  async #get(path: string): Promise<{ status: number; body: unknown }> {
    const deadline = Date.now() + ANSWER_SECONDS * 1000;
    for (;;) {
      try {
        const response = await fetch(`${this.#url}${path}`);
        const text = await response.text();
        if (response.ok) return { status: response.status, body: JSON.parse(text) };
        if (response.status === 404) return { status: 404, body: undefined };
        throw new Error(`${path}: HTTP ${response.status} ${text}`);
      } catch (error) {
        if (!(error instanceof TypeError) || Date.now() > deadline) throw error;
        await sleep(POLL_MS);
      }
    }
  }
}

function readSpan(span: unknown): Span {
  const parents = listAt(span, 'references').filter((one) => at(one, 'refType') === 'CHILD_OF');
  const [parent] = parents.map((one) => textAt(one, 'spanID'));
  return {
    id: textAt(span, 'spanID'),
    name: textAt(span, 'operationName'),
    parent,
    values: listAt(span, 'tags').map((tag) => at(tag, 'value')),
  };
}
