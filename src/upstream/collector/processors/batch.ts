import type { Problem } from '../../values/problem.ts';
import { isVariable, settingDuration, settingNumber } from '../../values/settings.ts';
import { at, own, type UnknownRecord } from '../../values/unknown.ts';

/** Spans that a batch is sent with when nothing is set (opentelemetry-collector v0.158.0 batchprocessor/factory.go). */
const defaultBatchSize = 8192;

/**
 * Most spans that fit into a message of 4 MiB, the most that a gRPC server takes unless told otherwise, when a span takes 512
 * bytes (grpc-go server.go defaultServerMaxReceiveMessageSize).
 */
export const grpcBatchSize = (4 * 1024 * 1024) / 512;

/**
 * What is wrong with the settings of a batch processor.
 *
 * Source: opentelemetry-collector v0.158.0 processor/batchprocessor/config.go.
 */
export function batchProblems(settings: UnknownRecord): Problem[] {
  const problems: Problem[] = [];
  const largest = settingNumber(own(settings, 'send_batch_max_size')) ?? 0;
  const written = own(settings, 'send_batch_size');
  const size = isVariable(written) ? 0 : (settingNumber(written) ?? defaultBatchSize);
  if (largest > 0 && largest < size) {
    const what = written === undefined ? `its default of ${size}` : size;
    problems.push({
      path: ['send_batch_max_size'],
      message: `send_batch_max_size must be at least send_batch_size, got ${largest} and ${what}`,
    });
  }
  const timeout = settingDuration(own(settings, 'timeout'));
  if (timeout !== undefined && timeout < 0) {
    const message = `timeout must be at least 0, got '${own(settings, 'timeout')}'`;
    problems.push({ path: ['timeout'], message });
  }
  return problems;
}

/** Spans that a batch processor sends at once, as far as its settings tell; unset when a variable decides. */
export function sentBatchSize(settings: UnknownRecord): number | undefined {
  const [largest, size] = [own(settings, 'send_batch_max_size'), own(settings, 'send_batch_size')];
  if (isVariable(largest) || isVariable(size)) return undefined;
  return settingNumber(largest) || (settingNumber(size) ?? defaultBatchSize);
}

/** Milliseconds that a batch processor waits for spans when nothing is set (likewise). */
const defaultTimeout = 200;

/** Milliseconds that a batch processor waits for as many spans as it sends at once; unset when a variable decides. */
export function batchTimeout(settings: UnknownRecord): number | undefined {
  const written = own(settings, 'timeout');
  return isVariable(written) ? undefined : (settingDuration(written) ?? defaultTimeout);
}

/** Whether the sending queue of an exporter makes batches of its own size out of those that it gets. */
export function splitsBatches(settings: UnknownRecord): boolean {
  const most = settingNumber(at(settings, 'sending_queue', 'batch', 'max_size'));
  return most !== undefined && most > 0;
}
