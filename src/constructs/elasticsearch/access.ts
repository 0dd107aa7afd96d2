import { type SecretVariable, secretVariables } from '../kubernetes/secret-variables.ts';
import { type ServerCa, serverCa } from '../kubernetes/server-ca.ts';
import type { IndexStorage } from './storage.ts';

/** Environment variables of user and password. */
export function indexCredentials({ secretName }: IndexStorage): SecretVariable[] {
  return secretVariables(secretName, ['ES_USERNAME', 'ES_PASSWORD']);
}

/** Whether Jaeger writes to aliases that something moves. */
export function behindAliases({ rotation }: IndexStorage): boolean {
  return rotation?.manualRollover !== undefined || rotation?.autoRollover !== undefined;
}

/** The CA of the servers in containers that connect to them; undefined where none is named. */
export function indexCa(storage: IndexStorage): ServerCa | undefined {
  return serverCa(storage, 'elasticsearch');
}
