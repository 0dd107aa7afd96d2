import { isOpened, networkPolicy } from '../lint/edge/network-policy/rule.ts';
import { policyEnd, policyNames, readPolicies, type WrittenPolicy } from '../lint/edge/policies.ts';
import type { Finding } from '../lint/rule.ts';
import { objectName, pathText } from '../model/kubernetes/objects.ts';
import type { MadePods } from '../model/kubernetes/pods.ts';
import type { Model } from '../model/model.ts';
import { type Direction, selectingPolicies } from '../upstream/kubernetes/network/policy.ts';
import { listed } from '../upstream/values/shown.ts';
import type { Effect } from './effects.ts';
import { keyOf } from './objects.ts';

/** Connections that NetworkPolicies close and open, and pods that are walled in by them from now on, or no more. */
export function policyEffects(before: Model, after: Model): Effect[] {
  return [...connectionEffects(before, after), ...wallEffects(before, after)];
}

function connectionEffects(before: Model, after: Model): Effect[] {
  const [was, is] = [closed(before), closed(after)];
  const senders = new Set(after.edges.map(({ sender }) => keyOf(sender.client)));
  const shut = [...is].flatMap(([key, { object, message }]): Effect[] => {
    if (was.has(key)) return [];
    const action = 'allow it in a NetworkPolicy';
    return [{ kind: 'lost', object: objectName(object), message, action }];
  });
  const opened = [...was].flatMap(([key, { object }]): Effect[] => {
    if (is.has(key) || !senders.has(keyOf(object))) return [];
    const message = 'NetworkPolicies let it connect again';
    return [{ kind: 'moves', object: objectName(object), message }];
  });
  return [...shut, ...opened];
}

/** What the linter says of connections that do not pass, by where they are written. */
function closed(model: Model): ReadonlyMap<string, Finding> {
  const found = new Map<string, Finding>();
  for (const finding of networkPolicy.check?.(model) ?? []) {
    const { object, path = [] } = finding;
    found.set(`${keyOf(object)} ${pathText(path)}`, finding);
  }
  return found;
}

/** Pods that may do only what is listed from now on, or may do as they like again; new pods are no news. */
function wallEffects(before: Model, after: Model): Effect[] {
  const [was, is] = [walls(before), walls(after)];
  return [...is].flatMap(([key, now]) => {
    const old = was.get(key);
    if (!old) return [];
    const changed = directions.filter(
      (direction) => old.by[direction].length > 0 !== now.by[direction].length > 0,
    );
    const sayings = changed.map((direction) => saying(old.by[direction], now.by[direction]));
    return [...new Set(sayings)].map((said): Effect => {
      const ways = changed.filter((_, index) => sayings[index] === said);
      const part = now.pods.part === undefined ? '' : ` of ${now.pods.part}`;
      const message = `its pods${part} may ${ways.map((way) => talk[way]).join(' and ')} ${said}`;
      return { kind: 'changes', object: objectName(now.pods.object), message };
    });
  });
}

const directions: readonly Direction[] = ['Egress', 'Ingress'];
const talk: Readonly<Record<Direction, string>> = {
  Egress: 'connect',
  Ingress: 'be connected to',
};

function saying(was: readonly WrittenPolicy[], is: readonly WrittenPolicy[]): string {
  return is.length > 0
    ? `only as NetworkPolicy ${names(is)} ${is.length > 1 ? 'have' : 'has'} it`
    : `as they like, without NetworkPolicy ${names(was)}`;
}

function names(policies: readonly WrittenPolicy[]): string {
  return listed(policyNames(policies), ' and ');
}

interface Walled {
  readonly pods: MadePods;
  readonly by: Readonly<Record<Direction, readonly WrittenPolicy[]>>;
}

function walls(model: Model): ReadonlyMap<string, Walled> {
  const policies = readPolicies(model);
  return new Map(
    model.pods.map((pods) => {
      const end = policyEnd(model, pods);
      const by = {
        Ingress: isOpened(model, pods) ? [] : selectingPolicies(policies, 'Ingress', end),
        Egress: selectingPolicies(policies, 'Egress', end),
      };
      return [`${keyOf(pods.object)} ${pods.part ?? ''}`, { pods, by }];
    }),
  );
}
