import { literal } from '../../upstream/jaeger/v2/servers.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Draft } from '../output/draft.ts';
import { type GroupedOption, reference, successorRole } from './flags.ts';

/** User and password of one server, and what becomes of them. */
interface Credentials {
  /** Flags that give them, of all components. */
  readonly options: readonly GroupedOption[];
  /** Name of the server in names of Secrets, `elasticsearch`. */
  readonly server: string;
  /** Keys of user and password in a Secret that a prop names. */
  readonly keys: readonly [string, string];
}

/**
 * Name of a Secret with user and password under the keys that Jaeger wants: the one that the flags come from, or else one that
 * has to be made of what is written in the clear. Undefined where the flags give neither, or come from elsewhere.
 */
export function credentialsSecret(
  { options, server, keys }: Credentials,
  draft: Draft,
): string | undefined {
  if (options.length === 0) return undefined;
  const [first] = options;
  // a name is no secret
  const written = options.filter(
    ({ key, value }) => value !== undefined && !key.endsWith('username'),
  );
  const hasPassword = options.some(({ key }) => !key.endsWith('username'));
  const name = first?.from?.name;
  const whole = options.every(
    ({ from }) => from?.kind === 'Secret' && from.name === name && keys.includes(from.key),
  );
  if (written.length === 0 && hasPassword) {
    if (!whole) return undefined;
    for (const { mark } of options) mark.carried(`the Secret ${name}, which storage names`);
    return name;
  }
  const secret = `${draft.name}-${server}`;
  draft.promise(secret, keys);
  for (const { mark } of options) mark.carried(`the Secret ${secret}, which is to be made`);
  return secret;
}

/** Writes user and password into a block of the configuration: what comes from Secrets, as variables that these fill. */
export function configureCredentials(
  options: readonly GroupedOption[],
  block: Path,
  draft: Draft,
): void {
  for (const option of options) {
    const field = option.key.endsWith('username') ? 'username' : 'password';
    const role = successorRole[option.role.name];
    const { value } = option;
    const setting = value === undefined ? reference(option, role, draft) : literal(value);
    draft.configure(role, [...block, field], setting);
    option.mark.carried(`spec.config.${[...block, field].join('.')}`);
  }
}
