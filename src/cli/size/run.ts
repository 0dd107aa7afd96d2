import type { WholeLoad } from '../../sizing/load.ts';
import { type Size, sizeOf } from '../../sizing/size.ts';
import { jsonText } from '../json-text.ts';
import { print } from '../output.ts';

/** A call of `tracing size`. */
export interface SizeRun extends WholeLoad {
  readonly format: 'text' | 'json';
}

const done = 0;

/**
 * Prints the size of a stack; the result is the exit code.
 *
 * @throws for a load that is none
 */
export function runSize({ format, ...load }: SizeRun): number {
  const size = sizeOf(load);
  print(format === 'json' ? jsonText(size) : textReport(size));
  return done;
}

function textReport({ load, collectors, jaeger, storage, assumptions }: Size): string {
  const { spansPerSecond, spanBytes, retentionDays } = load;
  return [
    `${spansPerSecond} spans a second of ${spanBytes} bytes, kept for ${retentionDays} days`,
    '',
    'collectors',
    `  replicas               ${collectors.replicas}`,
    `  CPU request            ${collectors.cpuMillis}m each, ${collectors.burstCpuMillis}m in a burst`,
    `  memory limit           ${collectors.memoryMiB}Mi each`,
    `  batch                  ${collectors.batchSpans} spans`,
    `  sending_queue          ${collectors.queueSpans} spans (sizer: items)`,
    '',
    'Jaeger v1, as many collector pods',
    `  collector.queue-size   ${jaeger.queueSpans} spans`,
    `  memory                 ${jaeger.queueMiB}Mi each for a full queue, beside what Jaeger takes`,
    '',
    'Elasticsearch',
    `  a day                  ${gigabytes(storage.bytesPerDay)}, one copy`,
    `  all days and copies    ${gigabytes(storage.bytes)}`,
    `  disks                  ${gigabytes(storage.diskBytes)}`,
    `  shards                 ${storage.shards} a day of ${gigabytes(storage.bytesPerShard)}, ${storage.allShards} in all`,
    '',
    'assumptions',
    ...assumptions.map((assumption) => `  - ${assumption}`),
    '',
  ].join('\n');
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
