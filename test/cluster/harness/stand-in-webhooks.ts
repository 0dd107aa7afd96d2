import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseYaml, printYaml } from '../../../src/yaml.ts';
import type { KubeObject } from './objects.ts';
import { at, isRecord, listAt } from './objects.ts';

/**
 * Stands in for an operator's webhook server: admits everything, so that only the API server's own schema judges, and
 * converts OpenTelemetryCollectors between `v1alpha1` (config as text) and `v1beta1` (config as object), no other field.
 */
export class StandInWebhooks {
  readonly #server: Server;

  /** @param certificateFolder holds `tls.crt` and `tls.key` */
  static async start(certificateFolder: string): Promise<StandInWebhooks> {
    const server = createServer(
      {
        cert: readFileSync(join(certificateFolder, 'tls.crt')),
        key: readFileSync(join(certificateFolder, 'tls.key')),
      },
      (request, response) => {
        let body = '';
        request.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        request.on('end', () => {
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify(answer(JSON.parse(body))));
        });
      },
    );
    // the API server keeps connections for minutes; one that is closed just when it asks again is an EOF to it
    server.keepAliveTimeout = 600_000;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return new StandInWebhooks(server);
  }

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Loopback port. */
  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Stops to listen. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function answer(review: unknown): unknown {
  const uid = at(review, 'request', 'uid');
  const kind = at(review, 'kind');
  const head = { apiVersion: at(review, 'apiVersion'), kind };
  if (kind !== 'ConversionReview') return { ...head, response: { uid, allowed: true } };
  const desired = String(at(review, 'request', 'desiredAPIVersion'));
  const convertedObjects = listAt(review, 'request', 'objects').map((object) =>
    convert(object as KubeObject, desired),
  );
  return { ...head, response: { uid, result: { status: 'Success' }, convertedObjects } };
}

function convert(object: KubeObject, apiVersion: string): KubeObject {
  if (!isRecord(object.spec)) return { ...object, apiVersion };
  const { config } = object.spec;
  const text = apiVersion.endsWith('/v1alpha1');
  const converted =
    text && isRecord(config)
      ? printYaml([config])
      : !text && typeof config === 'string'
        ? parseYaml(config, 'spec.config')[0]?.value
        : config;
  return { ...object, apiVersion, spec: { ...object.spec, config: converted } };
}
