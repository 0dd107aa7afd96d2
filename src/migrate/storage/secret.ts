import type { Jaeger } from '../../model/jaeger/instances.ts';
import { at, text } from '../../upstream/values/unknown.ts';
import type { Ledger } from '../account/ledger.ts';
import type { StorageDraft } from './kinds.ts';

/** Has user and password come from the Secret that they came from before. */
export function carrySecret({ spec }: Jaeger, storage: StorageDraft, ledger: Ledger): void {
  const name = text(at(spec, 'storage', 'secretName'));
  const mark = ledger.at(['spec', 'storage', 'secretName']);
  const prefix = { elasticsearch: 'ES', cassandra: 'CASSANDRA' }[storage.type];
  if (name === undefined || name === '') mark.dropped('it names nothing');
  else if (prefix === undefined)
    mark.dropped(`storage ${storage.type} asks for no user and password`);
  else if (storage.props.secretName !== undefined) {
    mark.dropped('user and password in the options stand over it');
  } else {
    storage.props.secretName = name;
    mark.carried(`the Secret ${name}, by its keys ${prefix}_USERNAME and ${prefix}_PASSWORD`);
  }
}
