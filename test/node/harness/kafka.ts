import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { classPath } from '../../cluster/harness/java.ts';
import { LocalProcess } from '../../cluster/harness/local-process.ts';
import type { JavaProgram } from '../../cluster/harness/programs.ts';
import { nodeAddress } from './network.ts';

const PORT = 9092;
const READY_SECONDS = 180;
const HEAP = '300m';

/** Name of the broker, as examples have it. */
export const kafkaHost = 'kafka.example.com';

/** A Kafka of one broker, without ZooKeeper. */
export const kafka: JavaProgram = {
  name: 'kafka',
  version: '4.1.0',
  tool: 'kafka',
  mainClass: 'Broker',
};

/**
 * Starts a broker and waits until it takes connections.
 *
 * @param folder takes its data and its log
 */
export async function startKafka(folder: string): Promise<void> {
  const home = join(folder, 'kafka');
  mkdirSync(home, { recursive: true });
  const broker = new LocalProcess({
    name: 'kafka',
    program: 'java',
    args: [
      ...[`-Xmx${HEAP}`, '-cp', await classPath(kafka), kafka.mainClass],
      ...[home, nodeAddress, `${PORT}`, kafkaHost],
    ],
    logs: folder,
  });
  await broker.waitUntil(answers, READY_SECONDS);
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(PORT, nodeAddress);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
