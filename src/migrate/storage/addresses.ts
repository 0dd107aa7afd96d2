import { elasticsearch } from '../../constructs/elasticsearch/storage.ts';
import { refusalOf } from '../../constructs/props/refuse.ts';
import { list } from '../../upstream/values/unknown.ts';
import type { Path } from '../../yaml/locate.ts';
import type { Draft } from '../output/draft.ts';
import { optionsNamed, type Source } from '../source/component.ts';

/** Server URLs without the users and passwords that they held, and these. */
export function serverUrls(
  source: Source,
  place: Path,
  draft: Draft,
): { readonly urls: readonly string[]; readonly users: readonly string[] } {
  const setting = [...place, 'server_urls'];
  const [option] = optionsNamed(source, 'es.server-urls');
  const urls = list(draft.lift(setting)).map((url) => `${url}`.replaceAll('$$', '$'));
  for (const role of ['collector', 'query'] as const) {
    if (draft.configured(role, setting) === undefined) continue;
    draft.unconfigure(role, setting);
    draft.note(
      `${role} had other server URLs than what writes; all of Jaeger v2 has those of what writes`,
    );
  }
  if (option === undefined) {
    throw source.refusal(
      'es.server-urls must name an Elasticsearch, got none: the operator had OpenShift create one, which is deleted with the Jaeger',
    );
  }
  const { plain, users } = withoutUsers(urls);
  try {
    elasticsearch({ serverUrls: plain });
  } catch (error) {
    const reason = refusalOf(error);
    throw option.mark.refusal(reason.replace(/^serverUrls/, 'es.server-urls'));
  }
  return { urls: plain, users };
}

/** URLs without users and passwords, and these. */
export function withoutUsers(urls: readonly string[]) {
  return {
    plain: urls.map((url) => url.replace(userInfo, '$1')),
    users: urls.flatMap((url) => userInfo.exec(url)?.[2] ?? []),
  };
}

const userInfo = /^(https?:\/\/)([^/@]*)@/i;

/** A Secret of the user and password that server URLs held, which those that are given otherwise stand over. */
export function secretOfUrls(
  source: Source,
  users: readonly string[],
  draft: Draft,
): string | undefined {
  const isGiven = ['es.username', 'es.password', 'es.password-file', 'es.token-file'].some(
    (flag) => optionsNamed(source, flag).length > 0,
  );
  if (users.length === 0 || isGiven || source.secretName !== undefined) return undefined;
  if (new Set(users).size > 1) {
    draft.note('each server URL held a user of its own; Jaeger v2 has one for all of them');
  }
  const secret = `${draft.name}-elasticsearch`;
  draft.promise(secret, ['ES_USERNAME', 'ES_PASSWORD']);
  return secret;
}
